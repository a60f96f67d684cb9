/** Carrying out a run of a fleet, or the maintenance of some of its instances, and following it. */
import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { Failure } from '../../operator/failure.ts';
import { runFolder } from '../../operator/fleet/executions.ts';
import { type End, fleetRun, follow, type Subject, singleRuns } from '../../operator/fleet/follow.ts';
import { planOf } from '../../operator/fleet/plan.ts';
import { type Report, readReport, reportOver, type Told } from '../../operator/fleet/report.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import type { FleetOutputs } from '../../operator/stack.ts';
import { untilInterrupted } from '../interruption.ts';
import { printJsonLine } from '../print.ts';
import { presenting } from './present.ts';
import { causeText, reportText } from './report-text.ts';

export interface FleetRunOptions {
  readonly stackName: string;
  /** only these; default: all that the stack selects, in the order of a plan */
  readonly instances?: readonly string[];
  readonly json: boolean;
}

/**
 * Prints what happens and then the report. Ctrl-C ends the following and nothing else.
 * @returns whether all went well
 * @throws Failure for an instance that the fleet does not have
 */
export async function runFleet(clients: Clients, outputs: FleetOutputs, options: FleetRunOptions): Promise<boolean> {
  const { stackName, instances, json } = options;
  const begun = instances
    ? await startInstances(clients, outputs, stackName, instances)
    : await startFleet(clients, outputs);
  if (json) printJsonLine({ event: 'began', executions: begun.executions });
  const { ends, told } = await untilInterrupted(
    (signal) =>
      presenting(clients, { json, what: begun.what }, (listener) => follow(clients, begun.subject, listener, signal)),
    () =>
      `No longer following; what was begun goes on. How it stands: wakepatch status --stack ${stackName}. ` +
      `What it came to: wakepatch report --stack ${stackName} --run ${begun.executions[0]}`,
  );
  const failure = ends.find(({ status }) => status !== 'SUCCEEDED');
  const report = await begun.report(told);
  if (!report && failure) throw new Failure(whyNothing(failure, stackName), 'unwell');
  if (report && json) printJsonLine({ event: 'report', report });
  else if (report) console.log(`\n${reportText(report)}`);
  return !failure && !told.some(({ outcome }) => isFailure(outcome));
}

/** What was started. */
interface Begun {
  readonly what: string;
  /** their names */
  readonly executions: readonly string[];
  readonly subject: Subject;
  /** once it is over; undefined when there is none */
  report(told: readonly Told[]): Promise<Report | undefined>;
}

async function startFleet(clients: Clients, { PatchFleetArn, EvidenceBucketName }: FleetOutputs): Promise<Begun> {
  const { executionArn, execution, run } = await start(clients, PatchFleetArn, {});
  return {
    what: `PatchFleet began: execution ${execution}`,
    executions: [execution],
    subject: fleetRun(clients, EvidenceBucketName, executionArn, run),
    async report() {
      const report = await readReport(clients, EvidenceBucketName, run);
      return report.began === undefined ? undefined : report;
    },
  };
}

async function startInstances(
  clients: Clients,
  outputs: FleetOutputs,
  stackName: string,
  ids: readonly string[],
): Promise<Begun> {
  const { members } = await planOf(clients, stackName, outputs, await timeAt(clients));
  const known = new Map(members.map((member) => [member.instanceId, member]));
  const stranger = ids.find((id) => !known.has(id));
  if (stranger)
    throw new Failure(
      `The stack ${stackName} does not select ${stranger}. 'wakepatch plan --stack ${stackName}' shows what it selects.`,
    );
  const chosen = [...new Set(ids)].map((id) => known.get(id)!);
  const excluded = chosen.find(({ reason }) => reason === 'Excluded');
  if (excluded) throw new Failure(`${excluded.instanceId} is excluded: ${excluded.because}. Take the tag away first.`);
  const begun = await Promise.all(
    chosen.map(async ({ instanceId, name }) => ({
      ...(await start(clients, outputs.PatchInstanceArn, { instanceId })),
      instanceId,
      name,
    })),
  );
  const executions = begun.map(({ execution }) => execution);
  return {
    what: `PatchInstance began: ${executions.length === 1 ? 'execution' : 'executions'} ${executions.join(', ')}`,
    executions,
    subject: singleRuns(clients, outputs.EvidenceBucketName, begun),
    report: async (told) => (told.length ? reportOver(begun.map(({ run }) => run).join(', '), told) : undefined),
  };
}

async function start({ states }: Clients, stateMachineArn: string, input: object) {
  const { executionArn = '', startDate } = await states.startExecution({
    stateMachineArn,
    input: JSON.stringify(input),
  });
  const execution = executionArn.split(':').at(-1) ?? '';
  return { executionArn, execution, began: startDate, run: runFolder(execution, startDate) };
}

function whyNothing({ status, error = status, cause = '' }: End, stackName: string): string {
  const why = `The run ended as ${error} before it came to any instance: ${causeText(cause)}`;
  return `${why}\nLook at 'wakepatch plan --stack ${stackName}', and at 'wakepatch logs --stack ${stackName}'.`;
}
