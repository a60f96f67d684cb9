/**
 * What a run of PatchFleet costs: a fleet of simulated machines, whose patch takes a quarter of an hour, in simulated time.
 * Once as nobody has measured them, once with the times of an earlier run in their tags.
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
  parameters: { Canaries: '0', MaxConcurrency: values.concurrency, MaxErrors: '0', Duration: '24', Cutoff: '0' },
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
  let invocations = 0;
  listener.onCall = ({ call }) => {
    calls += 1;
    if (call.startsWith('lambda Invoke')) invocations += 1;
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
  const sample = report.instances.filter((_, index) => index % Math.ceil(count / SAMPLE) === 0);
  const idle = await Promise.all(sample.map(idleSeconds));
  const transitions = await transitionsOf(executionArn!);
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
    'state transitions an instance': transitions.toFixed(1),
    'invocations an instance': (invocations / count).toFixed(1),
    'API calls an instance': (calls / count).toFixed(1),
    'seconds awake beyond boot, patch and shutdown': `${mean(idle).toFixed(0)} on average, ${Math.max(...idle)} at most`,
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

/** Of some children, evenly spread: the states that they entered. */
async function transitionsOf(executionArn: string): Promise<number> {
  const { states } = fleet.clients;
  const { mapRuns = [] } = await states.listMapRuns({ executionArn });
  const { executions = [] } = await states.listExecutions({ mapRunArn: mapRuns[0]!.mapRunArn!, maxResults: 1000 });
  const every = Math.max(1, Math.floor(executions.length / SAMPLE));
  const sample = executions.filter((_, index) => index % every === 0);
  const entered = await Promise.all(
    sample.map(async (child) => {
      const events = await historyOf(fleet.clients, child.executionArn!);
      return events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length;
    }),
  );
  return mean(entered);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function table(figures: Record<string, string>): string {
  return Object.entries(figures)
    .map(([what, figure]) => `  ${what.padEnd(52)} ${figure}`)
    .join('\n');
}
