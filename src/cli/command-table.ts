import type { Command } from './command.ts';

/** A command is a file of its own name in `commands/`, loaded when it is asked for. In the order in which help shows them. */
export const commands: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  up: () => import('./commands/up.ts'),
  down: () => import('./commands/down.ts'),
  deploy: () => import('./commands/deploy.ts'),
  windows: () => import('./commands/windows.ts'),
  plan: () => import('./commands/plan.ts'),
  run: () => import('./commands/run.ts'),
  status: () => import('./commands/status.ts'),
  report: () => import('./commands/report.ts'),
  why: () => import('./commands/why.ts'),
  hold: () => import('./commands/hold.ts'),
  release: () => import('./commands/release.ts'),
  output: () => import('./commands/output.ts'),
  logs: () => import('./commands/logs.ts'),
  console: () => import('./commands/console.ts'),
  doctor: () => import('./commands/doctor.ts'),
  reset: () => import('./commands/reset.ts'),
  demo: () => import('./commands/demo.ts'),
  completions: () => import('./commands/completions.ts'),
};

/** @throws TypeError for a name that is not in the table */
export async function loadCommand(name: string): Promise<Command> {
  const load = commands[name];
  if (!load) throw new TypeError(`no command ${name}`);
  return (await load()).default as Command;
}

/** All of them, for what is made from the table. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.keys(commands).map(loadCommand));
}
