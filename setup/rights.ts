/** What the roles of a template may do, in words that fit into a table. */

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}
/** A policy for instances with a tag, in text, and one for instances named by id. */
interface Chosen {
  readonly 'Fn::If': readonly [string, { readonly PolicyDocument: { readonly 'Fn::Sub': string } }, Policy];
}
type Properties = Readonly<Record<string, unknown>>;

export interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default: string | number; readonly Description: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

/** One statement of a role's policies. */
export interface Right {
  readonly role: string;
  /** the functions, state machines or tasks that the template gives the role */
  readonly actors: readonly string[];
  readonly actions: readonly string[];
  readonly resources: string;
}

export function rightsOf({ Resources }: Template): Right[] {
  const all = Object.entries(Resources);
  const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);
  return ofType('AWS::IAM::Role').flatMap(([role, { Properties = {} }]) => {
    const own = Properties.Policies as readonly (Policy | Chosen)[];
    const attached = ofType('AWS::IAM::Policy').map(([, policy]) => policy.Properties ?? {});
    const more = attached.filter(({ Roles }) => JSON.stringify(Roles).includes(`{"Ref":"${role}"}`));
    const actors = all.filter(([, resource]) => actsIn(resource.Properties ?? {}, role)).map(([name]) => name);
    return [...own, ...(more as unknown as Policy[])].flatMap(statementsOf).map((statement) => ({
      role,
      actors,
      actions: [statement.Action].flat(),
      resources: [...[statement.Resource].flat().map(named), ...conditions(statement)].join(', '),
    }));
  });
}

function actsIn(properties: Properties, role: string): boolean {
  const arn = JSON.stringify({ 'Fn::GetAtt': [role, 'Arn'] });
  return ['Role', 'RoleArn', 'ServiceRoleArn'].some((name) => JSON.stringify(properties[name]) === arn);
}

function statementsOf(policy: Policy | Chosen): readonly Statement[] {
  if (!('Fn::If' in policy)) return policy.PolicyDocument.Statement;
  const [, tagged] = policy['Fn::If'];
  return (JSON.parse(tagged.PolicyDocument['Fn::Sub']) as Policy['PolicyDocument']).Statement;
}

/** An ARN by its resource alone: partition, Region and account are the stack's own. */
function named(resource: unknown): string {
  if (resource === '*') return 'all: it cannot be narrowed';
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text, 'Fn::If': choice } = resource as Intrinsic;
  if (choice) return `${named(choice[1])} if \`${choice[0]}\`, else ${named(choice[2])}`;
  const outsideBraces = /:(?![^{]*\})/;
  const own = text?.startsWith('arn:') ? text.split(outsideBraces).slice(5).join(':') : text;
  const name = own ?? Ref ?? attribute?.[0] ?? String(resource).split(outsideBraces).slice(5).join(':');
  return `\`${name.replace('.Arn}', '}')}\``;
}
interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::Sub'?: string;
  readonly 'Fn::If'?: readonly [condition: string, yes: unknown, no: unknown];
}

function conditions({ Condition = {} }: Statement): string[] {
  return Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).map(([key, value]) => `if \`${key}\` is \`${value}\``),
  );
}
