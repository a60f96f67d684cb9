/** Scripts by which shells complete what is typed after `wakepatch`, made from the commands themselves. */
import type { ArgDef } from 'citty';
import { Failure } from '../../operator/failure.ts';
import type { Command } from '../command.ts';
import { didYouMean } from '../suggest.ts';
import { bashScript } from './bash.ts';
import type { Completed, Values } from './completed.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

export const shells: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** @throws Failure for a shell that is not known */
export function completionScript(shell: string, commands: readonly Command[]): string {
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (script) return script(commands.map(completed));
  const names = Object.keys(shells);
  throw new Failure(
    `There are no completions for ${shell}.${didYouMean(shell, names)} There are some for ${names.join(', ')}.`,
    'usage',
  );
}

function completed({ meta, args }: Command): Completed {
  const all = Object.entries(args);
  const help = { name: 'help', description: 'What it takes, with examples', values: undefined };
  return {
    name: meta.name,
    description: meta.description,
    options: [
      ...all
        .filter(([, { type }]) => type !== 'positional')
        .map(([name, def]) => ({
          name,
          description: def.description ?? '',
          values: def.type === 'boolean' ? undefined : valuesOf(def),
        })),
      help,
    ],
    places: all
      .filter(([, { type }]) => type === 'positional')
      .map(([name, def]) => ({ hint: def.valueHint ?? name.toUpperCase(), values: valuesOf(def) })),
  };
}

/** Words are what an enum has, and the lower-case ones of a hint such as `enable|disable|WINDOW`. */
function valuesOf(def: ArgDef): Values {
  if (def.type === 'enum') return { kind: 'words', words: def.options ?? [] };
  if (def.valueHint === 'FILE') return { kind: 'file' };
  if (def.valueHint === 'DIR') return { kind: 'folder' };
  const words = def.valueHint?.includes('|') ? def.valueHint.split('|').filter((word) => /^[a-z]+$/.test(word)) : [];
  return words.length ? { kind: 'words', words } : { kind: 'any' };
}
