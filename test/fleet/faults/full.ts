/**
 * `npm run faults`: the whole fault matrix. `-- --kinds machines,people` runs the cases of these kinds, `-- --only <words>`
 * those whose names have the words, `-- --from 300 --to 360` a part of each kind.
 */
import { parseArgs } from 'node:util';
import { allCases, KINDS, openWorld, runKind, runRuns, type Tally } from './matrix.ts';

const { values } = parseArgs({
  options: {
    kinds: { type: 'string', default: [...KINDS, 'runs'].join(',') },
    only: { type: 'string', default: '' },
    from: { type: 'string', default: '0' },
    to: { type: 'string' },
  },
});
const kinds = values.kinds.split(',');
const asked = <T extends { readonly name: string }>(cases: readonly T[]): T[] =>
  cases
    .filter(({ name }) => name.includes(values.only))
    .slice(Number(values.from), values.to === undefined ? undefined : Number(values.to));
const tell = (line: string) => console.error(line);

const world = await openWorld();
try {
  const { cases, runs } = await allCases(world);
  const tallies: Tally[] = [];
  for (const kind of KINDS)
    if (kinds.includes(kind)) tallies.push(await runKind(world, kind, asked(cases[kind]), tell));
  if (kinds.includes('runs')) tallies.push(await runRuns(asked(runs), tell, world.timing));
  const broken = tallies.flatMap((tally) => tally.broken);
  console.log(`${tallies.reduce((sum, tally) => sum + tally.cases, 0)} cases, ${broken.length} broke a rule`);
  if (broken.length) process.exitCode = 1;
} finally {
  await world.fleet.close();
}
