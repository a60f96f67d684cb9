/** Carrying out a run of a fleet, or the maintenance of some of its instances, and following it. */
import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { Failure } from '../../operator/failure.ts';
import { type End, fleetRun, follow, type Subject, singleRuns } from '../../operator/fleet/follow.ts';
import { type Report, readReport, reportOver, type Told } from '../../operator/fleet/report.ts';
import { type Started, startRun } from '../../operator/fleet/start.ts';
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
  const begun = await begin(clients, outputs, stackName, instances);
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

async function begin(
  clients: Clients,
  { EvidenceBucketName: bucket }: FleetOutputs,
  stackName: string,
  instances: readonly string[] | undefined,
): Promise<Begun> {
  const { fleet, executions } = await startRun(clients, stackName, instances);
  const names = executions.map(({ execution }) => execution);
  const [{ executionArn, run }] = executions as [Started];
  if (fleet)
    return {
      what: `PatchFleet began: execution ${names[0]}`,
      executions: names,
      subject: fleetRun(clients, bucket, executionArn, run),
      async report() {
        const report = await readReport(clients, bucket, run);
        return report.began === undefined ? undefined : report;
      },
    };
  return {
    what: `PatchInstance began: ${names.length === 1 ? 'execution' : 'executions'} ${names.join(', ')}`,
    executions: names,
    subject: singleRuns(clients, bucket, executions),
    report: async (told) => (told.length ? reportOver(executions.map((one) => one.run).join(', '), told) : undefined),
  };
}

function whyNothing({ status, error = status, cause = '' }: End, stackName: string): string {
  const why = `The run ended as ${error} before it came to any instance: ${causeText(cause)}`;
  return `${why}\nLook at 'wakepatch plan --stack ${stackName}', and at 'wakepatch logs --stack ${stackName}'.`;
}
