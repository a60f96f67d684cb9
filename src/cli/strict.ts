import type { ArgsDef, CommandContext, CommandDef } from 'citty';
import { Failure } from '../operator/failure.ts';
import { exitWith } from './failure.ts';

/** citty lets unknown options pass, and prints a stack for every error: a command of ours refuses the one and explains the other. */
export function strict<T extends ArgsDef>(command: CommandDef<T>): CommandDef<T> {
  return {
    ...command,
    async run(context) {
      try {
        refuseUnknown(context as CommandContext<ArgsDef>, (await command.args) as ArgsDef);
        await command.run?.(context);
      } catch (error) {
        exitWith(error);
      }
    },
  };
}

function refuseUnknown(context: CommandContext<ArgsDef>, known: ArgsDef): void {
  const names = Object.keys(known);
  const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const unknown = Object.keys(context.args).find(
    (name) => name !== '_' && !names.some((each) => each === name || camel(each) === name),
  );
  if (unknown !== undefined)
    throw new Failure(`There is no option --${unknown}. The command's --help lists those there are.`);
  const positionals = names.filter((name) => known[name]?.type === 'positional').length;
  const extra = context.args._[positionals];
  if (extra !== undefined)
    throw new Failure(`'${extra}' means nothing to this command. Its --help says what it takes.`);
}
