/** Every right that the fleet stack gives, taken away by itself. A ninth of it is in rights.test.ts. */
import { grantsOf } from './rights/grants.ts';
import { allWell, NOT_ASKED_FOR, wrongWithout } from './rights/needed.ts';
import { openWorld } from './rights/world.ts';

const world = await openWorld();
try {
  const well = await allWell(world);
  const grants = await grantsOf(world.fleet.clients, world.roles);
  const asked = grants.filter(({ name }) => !NOT_ASKED_FOR.includes(name));
  let broken = 0;
  for (const [index, grant] of asked.entries()) {
    const wrong = await wrongWithout(world, grant, well);
    if (wrong.length) broken++;
    console.log(`${index + 1} of ${asked.length}: ${grant.name}: ${wrong.join('; ') || 'needed'}`);
  }
  console.log(`${asked.length} rights taken away, ${broken} broke a rule`);
  if (broken) process.exitCode = 1;
} finally {
  await world.fleet.close();
}
