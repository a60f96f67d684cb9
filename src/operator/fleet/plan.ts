/** What a run of a fleet would do now: asked of the stack's own planner, which touches nothing on a dry run. */
import type { Clients } from '../../aws/clients.ts';
import type { Reason } from '../../maintenance/rules/outcome.ts';
import { Failure } from '../failure.ts';
import { type FleetOutputs, findStack } from '../stack.ts';

/** An instance of the plan, as FleetPlanner tells of it. */
export interface Member {
  readonly instanceId: string;
  readonly name?: string;
  /** as EC2 has it */
  readonly state: string;
  /** when it was last seen to be clean, ISO 8601 */
  readonly verified?: string;
  /** longer without a verified patch than the objective allows */
  readonly stale: boolean;
  readonly admitted: boolean;
  /** why it is passed over */
  readonly reason?: Reason;
  readonly because?: string;
}

/** A plan as FleetPlanner answers with it. */
export interface Plan {
  /** when the window would end that opened now, ISO 8601 */
  readonly end: string;
  readonly selected: number;
  readonly planned: number;
  readonly canaries: number;
  readonly maxConcurrency: number;
  /** after how many failures no further instance is begun */
  readonly maxErrors: number;
  /** in order: the first `canaries` of those admitted are canaries */
  readonly members: readonly Member[];
}

/**
 * @param at the endpoint's time
 * @throws Failure when nothing is selected, or the planner cannot look
 */
export async function planOf(
  clients: Clients,
  stackName: string,
  { FleetPlannerFunction }: FleetOutputs,
  at: Date,
): Promise<Plan> {
  const now = at.toISOString();
  const { Payload, FunctionError } = await clients.lambda.invoke({
    FunctionName: FleetPlannerFunction,
    Payload: JSON.stringify({ execution: 'plan', began: now, now, dryRun: true }),
  });
  const answer = JSON.parse(Payload?.transformToString() ?? 'null');
  if (!FunctionError) return answer;
  if (answer.errorType === 'EmptySelection') throw await emptySelection(clients, stackName);
  throw new Failure(`The planner failed: ${answer.errorType}: ${answer.errorMessage}`);
}

async function emptySelection(clients: Clients, stackName: string): Promise<Failure> {
  const declared = await declaredSelection(clients, stackName);
  return new Failure(
    declared === undefined
      ? `Nothing is selected: there are no instances such as the stack ${stackName} selects. Give instances its tag, or change the code that it is made from.`
      : `Nothing is selected: there are no instances ${declared}. Give instances that tag, or name others with 'wakepatch deploy --fleet --stack ${stackName} --parameters …'.`,
  );
}

/** Which instances a fleet's stack selects, in words: `with the tag PatchWhen=asleep`. */
export async function selectionOf(clients: Clients, stackName: string): Promise<string> {
  return (await declaredSelection(clients, stackName)) ?? 'as the code says that the stack is made from';
}

/** By the stack's parameters; undefined for one that was made with CDK, which has none: what it selects is in its code. */
async function declaredSelection(clients: Clients, stackName: string): Promise<string | undefined> {
  const { Parameters = [] } = (await findStack(clients, stackName)) ?? {};
  const value = (name: string) => Parameters.find(({ ParameterKey }) => ParameterKey === name)?.ParameterValue;
  if (!value('TargetTagKey') && !value('TargetInstanceIds')) return undefined;
  const selection = value('TargetTagKey')
    ? `with the tag ${value('TargetTagKey')}=${value('TargetTagValue')}`
    : `named by TargetInstanceIds (${value('TargetInstanceIds')})`;
  const group = value('TargetResourceGroup');
  return `${selection}${group ? ` that are members of ${group}` : ''}`;
}
