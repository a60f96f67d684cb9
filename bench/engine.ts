/**
 * How fast the engine is: `npm run bench:engine` prints JSON. Three workloads, each at its full size and at a tenth of it, each
 * in a process of its own; ours with its history in a database file, the pure interpreter alone, and aws-local-stepfunctions,
 * which keeps no history, beside them.
 *
 * Rates are by processor time, so that they are those of one core, whatever else this machine does; the wall clock's time
 * stands beside them. `growth` is how the cost of a transition grows when the work grows tenfold: 1 is linear.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './engine/measure.ts';
import { sizes } from './engine/workloads.ts';

const program = fileURLToPath(new URL('engine/measure.ts', import.meta.url));
const engines = ['durable', 'interpreter', 'aws-local-stepfunctions'];
const repetitions = 3;

/** The fastest of some: whatever disturbs makes it slower, nothing makes it faster. */
function measure(engine: string, workload: string, size: number): Measurement {
  const runs = Array.from({ length: repetitions }, () => {
    const printed = execFileSync(process.execPath, [program, engine, workload, String(size)], { encoding: 'utf8' });
    return JSON.parse(printed) as Measurement;
  });
  return runs.reduce((best, each) => (each.cpuMilliseconds < best.cpuMilliseconds ? each : best));
}

const costOf = ({ cpuMilliseconds, transitions }: Measurement) => cpuMilliseconds / transitions;

const results = Object.entries(sizes).flatMap(([workload, [small, full]]) =>
  engines.map((engine) => {
    const tenth = measure(engine, workload, small);
    const whole = measure(engine, workload, full);
    return {
      workload,
      size: full,
      engine,
      transitions: whole.transitions,
      transitionsPerSecond: Math.round(1000 / costOf(whole)),
      cpuMilliseconds: Math.round(whole.cpuMilliseconds),
      milliseconds: Math.round(whole.milliseconds),
      growth: Number((costOf(whole) / costOf(tenth)).toFixed(2)),
      memoryMegabytes: Math.round(whole.memoryMegabytes),
      memoryMegabytesAtATenth: Math.round(tenth.memoryMegabytes),
    };
  }),
);

const machine = { node: process.version, processor: cpus()[0]?.model, cores: availableParallelism() };
console.log(JSON.stringify({ machine, results }, undefined, 2));
