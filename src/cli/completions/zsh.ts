import type { Completed, Values } from './completed.ts';

/** Source: zshcompsys(1), "_arguments". */
export function zshScript(commands: readonly Completed[]): string {
  return `#compdef wakepatch
# wakepatch in zsh: wakepatch completions zsh > a folder of fpath, as _wakepatch; or: source <(wakepatch completions zsh)
_wakepatch() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C '(- *)'{--help,-h}'[what a command takes]' '(- *)--version[the version]' '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join('\n')}
      )
      _describe -t commands 'command' commands
      ;;
    rest)
      case $words[1] in
${commands.map(caseOf).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _wakepatch ]]; then _wakepatch "$@"; else compdef _wakepatch wakepatch; fi`;
}

function caseOf({ name, options, places }: Completed): string {
  const parts = [
    ...options.map(({ name: option, description, values }) =>
      quoted(
        `--${option}${values ? '=' : ''}[${described(description)}]${values ? `:${hintOf(values)}:${action(values)}` : ''}`,
      ),
    ),
    ...places.map(({ hint, values }, index) => quoted(`${index + 1}:${described(hint)}:${action(values)}`)),
  ];
  return `        ${name})
          _arguments \\
${parts.map((part) => `            ${part}`).join(' \\\n')}
          ;;`;
}

const hintOf = ({ kind }: Values) => (kind === 'any' ? 'value' : kind);

function action(values: Values): string {
  if (values.kind === 'words') return `(${values.words.join(' ')})`;
  return { file: '_files', folder: '_files -/', any: ' ' }[values.kind];
}

/** Brackets and colons part a specification. */
const described = (text: string) => text.replaceAll(/[[\]:]/g, '\\$&');

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
