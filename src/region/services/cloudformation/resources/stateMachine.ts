import { WireError } from '../../../errors.ts';
import { validationError } from '../errors.ts';
import { isGone, unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';
import { type Tag, tagChanges, tagList } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::StepFunctions::StateMachine". */
export const stateMachine = resourceType({
  properties: {
    Definition: { shape: 'Json' },
    DefinitionString: { shape: 'String' },
    DefinitionSubstitutions: { shape: { map: 'String' } },
    RoleArn: { shape: 'String', required: true },
    StateMachineName: { shape: 'String', change: 'replace' },
    StateMachineType: { shape: 'String', change: 'replace' },
    Tags: tagList,
  },
  attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
  tags: { property: 'Tags', form: 'list' },

  create(properties, { context, name }) {
    const Name = properties.StateMachineName ?? name(80);
    const { stateMachineArn } = context.call('states', 'CreateStateMachine', {
      name: Name,
      roleArn: properties.RoleArn,
      definition: definition(properties),
      type: properties.StateMachineType as 'STANDARD' | undefined, // the service holds it to its values
      ...(properties.Tags ? { tags: lowerCase(properties.Tags) } : {}),
    });
    return { physicalId: stateMachineArn!, attributes: { Arn: stateMachineArn!, Name } };
  },

  settled({ physicalId: stateMachineArn }, context) {
    const { status, revisionId } = context.call('states', 'DescribeStateMachine', { stateMachineArn });
    if (status !== 'ACTIVE') throw new WireError('NotStabilized', `The state machine ${stateMachineArn} is ${status}.`);
    // a machine that was never updated has no revision
    return { StateMachineRevisionId: revisionId ?? 'INITIAL' };
  },

  update({ physicalId: stateMachineArn, properties: from }, to, context) {
    const [before, after] = [definition(from), definition(to)];
    if (before !== after || from.RoleArn !== to.RoleArn) {
      context.call('states', 'UpdateStateMachine', { stateMachineArn, definition: after, roleArn: to.RoleArn });
    }
    const { set, remove } = tagChanges(from.Tags, to.Tags);
    if (remove.length > 0) context.call('states', 'UntagResource', { resourceArn: stateMachineArn, tagKeys: remove });
    if (set.length > 0) context.call('states', 'TagResource', { resourceArn: stateMachineArn, tags: lowerCase(set) });
    return undefined;
  },

  remove({ physicalId: stateMachineArn }, context) {
    unlessGone(() => context.call('states', 'DeleteStateMachine', { stateMachineArn }));
  },

  /** A machine with running executions is DELETING until they have ended. */
  removed({ physicalId: stateMachineArn }, context) {
    try {
      context.call('states', 'DescribeStateMachine', { stateMachineArn });
      return false;
    } catch (error) {
      if (isGone(error)) return true;
      throw error;
    }
  },
});

/** The definition with its `${name}` replaced. */
function definition(properties: {
  Definition?: string | Readonly<Record<string, unknown>>;
  DefinitionString?: string;
  DefinitionSubstitutions?: Record<string, string>;
}): string {
  const { Definition, DefinitionString, DefinitionSubstitutions = {} } = properties;
  if ((Definition === undefined) === (DefinitionString === undefined)) {
    throw validationError('Exactly one of DefinitionString and Definition must be given.');
  }
  const text = DefinitionString ?? jsonText(Definition!);
  return text.replace(/\$\{([^${}]+)\}/g, (whole, name: string) => {
    const value = DefinitionSubstitutions[name];
    if (value === undefined) return whole;
    // within the JSON of an object a value stands in a string; in a text its author has seen to that
    return DefinitionString === undefined ? JSON.stringify(value).slice(1, -1) : value;
  });
}

function lowerCase(tags: readonly Tag[]) {
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}
