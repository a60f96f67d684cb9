/**
 * What a run of PatchFleet costs: a fleet of simulated machines, whose patch takes a quarter of an hour, in simulated time.
 * Once as nobody has measured them, so that all but the canary go by what the canary took; once with the times of an
 * earlier run in their tags.
 *
 *   npm run bench:fleet -- --instances 1000
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TAG } from '../src/maintenance/rules/tags.ts';
import type { Line } from '../src/maintenance/rules/totals.ts';
import type { Outside } from '../src/region/service.ts';
import { historyOf } from '../test/e2e/maintenance.ts';
import { faultyServices } from '../test/fleet/faults/faulty-services.ts';
import { type Fleet, openFleet } from '../test/fleet/fleet.ts';

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
  listener.onCall = ({ call, instanceId = '' }) => {
    calls += 1;
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
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  const functions = childrenSeconds();
  const report = await fleet.report(executionArn!);
  const [canary, ...rest] = report.instances;
  const sample = rest.filter((_, index) => index % Math.ceil(rest.length / SAMPLE) === 0);
  const idle = await Promise.all(sample.map(idleSeconds));
  const transitions = await transitionsOf(executionArn!);
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
    'wall seconds': ((performance.now() - wall) / 1000).toFixed(0),
    "processor seconds of the Region's own process": ((user + system) / 1e6).toFixed(0),
    "processor seconds of the functions' processes": (functions - functionsBefore).toFixed(0),
    'most memory of it, MiB': (peak / 2 ** 20).toFixed(0),
    'state transitions of the canary': transitions.canary.toFixed(0),
    'state transitions an instance of the rest': spread(transitions.rest),
    'invocations of the canary': invoked(canary!).toFixed(0),
    'invocations an instance of the rest': spread(rest.map(invoked)),
    'invocations of the run itself': ofRun.toFixed(0),
    'API calls an instance, all in all': (calls / count).toFixed(1),
    'seconds of the canary awake beyond boot, patch and shutdown': (await idleSeconds(canary!)).toFixed(0),
    'seconds an instance of the rest awake beyond them': spread(idle),
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

/** Processor seconds of the processes that this one has started, those that are over included. Linux tells it in hundredths. */
function childrenSeconds(): number {
  const fields = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ').map(Number);
    } catch {
      return []; // it has ended meanwhile
    }
  };
  // proc_pid_stat(5): ppid, utime, stime, cutime and cstime are fields 4 and 14 to 17; here the third is the first.
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(fields)
    .filter(([, parent]) => parent === process.pid);
  const own = fields('self');
  const ticks = children.reduce((sum, stat) => sum + stat[11]! + stat[12]!, own[13]! + own[14]!);
  return ticks / 100;
}

async function ended(executionArn: string): Promise<string> {
  for (;;) {
    const { status = '' } = await fleet.clients.states.describeExecution({ executionArn });
    if (status !== 'RUNNING') return status;
    await pause(500);
  }
}

/** The states that the canary's execution entered, and those of some of the rest, evenly spread. */
async function transitionsOf(executionArn: string): Promise<{ canary: number; rest: number[] }> {
  const { mapRuns = [] } = await fleet.clients.states.listMapRuns({ executionArn });
  const waves = await Promise.all(
    mapRuns
      .toSorted((a, b) => Number(a.startDate) - Number(b.startDate))
      .map(async ({ mapRunArn }) => {
        const { executions = [] } = await fleet.clients.states.listExecutions({ mapRunArn, maxResults: 1000 });
        const every = Math.max(1, Math.floor(executions.length / SAMPLE));
        return Promise.all(
          executions.filter((_, index) => index % every === 0).map((each) => entered(each.executionArn!)),
        );
      }),
  );
  return { canary: waves[0]![0]!, rest: waves[1]! };
}

async function entered(executionArn: string): Promise<number> {
  const events = await historyOf(fleet.clients, executionArn);
  return events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length;
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
