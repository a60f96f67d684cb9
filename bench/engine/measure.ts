/** One measurement in a process of its own: `measure.ts ENGINE WORKLOAD SIZE` prints it as JSON. */
import { engines } from './engines.ts';
import { workloads } from './workloads.ts';

export interface Measurement {
  readonly transitions: number;
  readonly milliseconds: number;
  /** of this process alone, on however many cores */
  readonly cpuMilliseconds: number;
  /** how much more memory there was at most than before */
  readonly memoryMegabytes: number;
}

const [engineName = '', workloadName = '', size = ''] = process.argv.slice(2);
const engine = await engines[engineName]!();
const make = workloads[workloadName]!;

// Compiled code is what counts.
const warmUp = make(100, engine.mode);
for (let round = 0; round < 5; round++) await engine.run(warmUp.definition, warmUp.inputs);

const { definition, inputs, transitions } = make(Number(size), engine.mode);
const before = process.resourceUsage();
const begun = performance.now();
await engine.run(definition, inputs);
const milliseconds = performance.now() - begun;
const after = process.resourceUsage();
await engine.close?.();
const measurement: Measurement = {
  transitions,
  milliseconds,
  cpuMilliseconds: (after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime) / 1000,
  memoryMegabytes: (after.maxRSS - before.maxRSS) / 1024,
};
console.log(JSON.stringify(measurement));
