import { type CommandDef, defineCommand, runMain } from 'citty';
import { exitWith } from './failure.ts';
import { strict } from './strict.ts';

/** A command is a file of its own name in `commands/`, loaded when it is asked for. */
const commands = {
  up: () => import('./commands/up.ts'),
  down: () => import('./commands/down.ts'),
  deploy: () => import('./commands/deploy.ts'),
  windows: () => import('./commands/windows.ts'),
  plan: () => import('./commands/plan.ts'),
  run: () => import('./commands/run.ts'),
  status: () => import('./commands/status.ts'),
  report: () => import('./commands/report.ts'),
  console: () => import('./commands/console.ts'),
  doctor: () => import('./commands/doctor.ts'),
  reset: () => import('./commands/reset.ts'),
  demo: () => import('./commands/demo.ts'),
};

const main = defineCommand({
  meta: {
    name: 'wakepatch',
    description: 'Keeps machines patched that are switched off most of the time.',
  },
  subCommands: Object.fromEntries(
    Object.entries(commands).map(([name, load]) => [
      name,
      async () => strict((await load()).default as CommandDef) as never,
    ]),
  ),
});

process.on('uncaughtException', exitWith);
process.on('unhandledRejection', exitWith);
await runMain(main);
