import { defineCommand } from '../command.ts';
import { loadCommands } from '../command-table.ts';
import { completionScript } from '../completions/index.ts';

export default defineCommand({
  meta: {
    name: 'completions',
    description: 'Print the script by which a shell completes commands, options and their values.',
    details: ['It is made from the commands that there are: print it anew after an update.'],
  },
  args: {
    shell: { type: 'positional', required: true, description: 'bash, zsh or fish', valueHint: 'bash|zsh|fish' },
  },
  examples: [
    { line: 'source <(wakepatch completions bash)', does: 'In this bash; in ~/.bashrc for each.' },
    {
      line: 'wakepatch completions zsh > ~/.zfunc/_wakepatch',
      does: 'For zsh, with ~/.zfunc among its fpath; it is there in the next shell.',
    },
    { line: 'wakepatch completions fish > ~/.config/fish/completions/wakepatch.fish', does: 'For fish.' },
  ],
  async run({ args }) {
    console.log(completionScript(args.shell, await loadCommands()));
  },
});
