/** Runs the command that was asked for. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'citty';
import { Failure } from '../operator/failure.ts';
import { commands, loadCommand, loadCommands } from './command-table.ts';
import { exitWith } from './errors.ts';
import { refuseWrong } from './strict.ts';
import { didYouMean } from './suggest.ts';
import { commandHelp, overviewHelp } from './usage.ts';

process.on('uncaughtException', exitWith);
process.on('unhandledRejection', exitWith);
// Whoever reads the output has read enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  error.code === 'EPIPE' ? process.exit() : exitWith(error),
);

try {
  await main(process.argv.slice(2));
} catch (error) {
  exitWith(error);
}

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === undefined || isHelp(first) || first === 'help') return help(rest);
  if (first === '--version' || first === '-v') return console.log(versionOf());
  if (first.startsWith('-'))
    throw new Failure(
      `There is no option ${first} of wakepatch itself. Options stand after the command: wakepatch status ${first}`,
      'usage',
    );
  refuseUnknown(first);
  const command = await loadCommand(first);
  const beforeDashes = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  if (beforeDashes.some(isHelp)) return console.log(commandHelp(command));
  refuseWrong(first, rest, command.args);
  await command.run({ args: parseArgs([...rest], command.args) });
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

async function help([name]: readonly string[]): Promise<void> {
  if (name === undefined || isHelp(name)) return console.log(overviewHelp(await loadCommands()));
  refuseUnknown(name);
  console.log(commandHelp(await loadCommand(name)));
}

function refuseUnknown(name: string): void {
  if (Object.hasOwn(commands, name)) return;
  throw new Failure(
    `There is no command ${name}.${didYouMean(name, Object.keys(commands))} 'wakepatch --help' lists those there are.`,
    'usage',
  );
}

function versionOf(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
