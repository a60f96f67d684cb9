/**
 * What a run of PatchFleet costs: a fleet of simulated machines, whose patch takes a quarter of an hour, in simulated time.
 * Once as nobody has measured them, so that all but the canary go by what the canary took; once with the times of an
 * earlier run in their tags.
 *
 *   npm run bench:fleet -- --instances 1000
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { TAG } from '../src/maintenance/rules/tags.ts';
import type { Line } from '../src/maintenance/rules/totals.ts';
import type { Outside } from '../src/region/service.ts';
import { historyOf } from '../test/e2e/maintenance.ts';
import { faultyServices } from '../test/fleet/faults/faulty-services.ts';
import { type Fleet, openFleet } from '../test/fleet/fleet.ts';
import { childrenSeconds } from './fleet/processes.ts';
import { watchQuotas } from './fleet/quotas.ts';

const { values } = parseArgs({
  options: { instances: { type: 'string', default: '1000' }, concurrency: { type: 'string', default: '200' } },
});
const count = Number(values.instances);
/** seconds, of each machine */
const MACHINE = { boot: 30, patch: 900, shutdown: 10 };
const SAMPLE = 20;

let fleet: Fleet;
const listener = faultyServices((): Outside => fleet.region.outside);
fleet = await openFleet({
  services: listener.services,
  parameters: { Canaries: '1', MaxConcurrency: values.concurrency, MaxErrors: '0', Duration: '24', Cutoff: '0' },
});

try {
  const first = await run();
  console.log(`${count} instances, never measured before:\n${table(first.figures)}`);
  const second = await run(first.timing);
  console.log(`${count} instances, measured by an earlier run:\n${table(second.figures)}`);
} finally {
  await fleet.close();
}

/** @param timing the tag of an earlier run */
async function run(timing?: string) {
  const { boot, patch, shutdown } = MACHINE;
  const behaviour = { bootSeconds: boot, patchSeconds: patch, shutdownSeconds: shutdown };
  const ids = await fleet.launch(Array.from({ length: count }, () => behaviour));
  if (timing) await fleet.tag(ids, TAG.timing, timing);
  let calls = 0;
  let ofRun = 0;
  const invocations = new Map(ids.map((id) => [id, 0]));
  const quotas = watchQuotas();
  listener.onCall = (asked) => {
    const { call, instanceId = '' } = asked;
    calls += 1;
    quotas.seeCall(asked);
    if (!call.startsWith('lambda Invoke')) return;
    const count = invocations.get(instanceId);
    if (count === undefined) ofRun += 1;
    else invocations.set(instanceId, count + 1);
  };
  const [wall, cpu, functionsBefore] = [performance.now(), process.cpuUsage(), childrenSeconds()];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 1000);

  const { executionArn } = await fleet.clients.states.startExecution({
    stateMachineArn: fleet.outputs.PatchFleetArn,
    input: '{}',
  });
  const status = await ended(executionArn!);
  const seconds = (performance.now() - wall) / 1000;
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  const functions = childrenSeconds();
  const report = await fleet.report(executionArn!);
  const [canary, ...rest] = report.instances;
  const sample = rest.filter((_, index) => index % Math.ceil(rest.length / SAMPLE) === 0);
  const idle = await Promise.all(sample.map(idleSeconds));
  const histories = await historiesOf(executionArn!);
  for (const history of [histories.run, histories.canary, ...histories.rest]) quotas.seeHistory(history);
  quotas.see('child executions at a time', Math.min(count, Number(values.concurrency)));
  const invoked = ({ instanceId }: Line) => invocations.get(instanceId)!;
  const { Tags = [] } = await fleet.clients.ec2.describeTags({
    Filters: [
      { Name: 'resource-id', Values: [ids[0]!] },
      { Name: 'key', Values: [TAG.timing] },
    ],
  });
  await fleet.terminate(ids);
  const figures = {
    status,
    outcomes: Object.entries(report.totals.outcomes)
      .filter(([, number]) => number > 0)
      .map(([outcome, number]) => `${outcome} ${number}`)
      .join(', '),
    'wall seconds': seconds.toFixed(0),
    "processor seconds of the Region's own process": ((user + system) / 1e6).toFixed(0),
    "processor seconds of the functions' processes": (functions - functionsBefore).toFixed(0),
    'most memory of it, MiB': (peak / 2 ** 20).toFixed(0),
    'state transitions of the canary': transitionsIn(histories.canary).toFixed(0),
    'state transitions an instance of the rest': spread(histories.rest.map(transitionsIn)),
    'invocations of the canary': invoked(canary!).toFixed(0),
    'invocations an instance of the rest': spread(rest.map(invoked)),
    'invocations of the run itself': ofRun.toFixed(0),
    'API calls an instance, all in all': (calls / count).toFixed(1),
    'seconds of the canary awake beyond boot, patch and shutdown': (await idleSeconds(canary!)).toFixed(0),
    'seconds an instance of the rest awake beyond them': spread(idle),
    ...quotas.figures(),
  };
  return { figures, timing: Tags[0]?.Value };
}

/** How long it was awake beyond its boot, its patch command with the reboot, and its shutdown. */
async function idleSeconds({ instanceId, awakeSeconds = 0, commandId }: Line): Promise<number> {
  const { ExecutionStartDateTime, ExecutionEndDateTime } = await fleet.clients.ssm.getCommandInvocation({
    InstanceId: instanceId,
    CommandId: String(commandId),
  });
  const patch = (Date.parse(ExecutionEndDateTime!) - Date.parse(ExecutionStartDateTime!)) / 1000;
  return Math.round(awakeSeconds - MACHINE.boot - patch - MACHINE.shutdown);
}

async function ended(executionArn: string): Promise<string> {
  for (;;) {
    const { status = '' } = await fleet.clients.states.describeExecution({ executionArn });
    if (status !== 'RUNNING') return status;
    await pause(500);
  }
}

/** The histories of the run, of the canary, and of some of the rest, evenly spread. */
async function historiesOf(executionArn: string) {
  const { mapRuns = [] } = await fleet.clients.states.listMapRuns({ executionArn });
  const [first, second] = await Promise.all(
    mapRuns
      .toSorted((a, b) => Number(a.startDate) - Number(b.startDate))
      .map(async ({ mapRunArn }) => {
        const { executions = [] } = await fleet.clients.states.listExecutions({ mapRunArn, maxResults: 1000 });
        const every = Math.max(1, Math.floor(executions.length / SAMPLE));
        const sample = executions.filter((_, index) => index % every === 0);
        return Promise.all(sample.map((each) => historyOf(fleet.clients, each.executionArn!)));
      }),
  );
  return { run: await historyOf(fleet.clients, executionArn), canary: first![0]!, rest: second! };
}

function transitionsIn(history: readonly HistoryEvent[]): number {
  return history.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length;
}

function spread(numbers: readonly number[]): string {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return `${mean.toFixed(1)} on average, ${Math.max(...numbers)} at most`;
}

function table(figures: Record<string, string>): string {
  return Object.entries(figures)
    .map(([what, figure]) => `  ${what.padEnd(60)} ${figure}`)
    .join('\n');
}
