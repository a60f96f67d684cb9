/** What a change set will do, and the events of a stack, for people. */
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { type Change, eventLine, type Planned } from '../operator/stack.ts';
import { paint } from './paint.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';

/** CloudFormation's word for whether a resource becomes another one. */
const replacements: Readonly<Record<string, string>> = {
  True: 'replaced',
  Conditional: 'replaced, perhaps',
  False: 'stays',
};

const styles: Readonly<Record<string, Parameters<typeof paint>[0]>> = { Add: 'green', Remove: 'red', Modify: 'yellow' };

/** So many properties are named in a row. */
const mostNamed = 4;

export function changesText(stackName: string, { isNew, changes }: Planned): string {
  const counts = [...Map.groupBy(changes, ({ action }) => action)].map(([action, { length }]) => `${length} ${action}`);
  const replaced = changes.filter(({ replacement }) => replacement === 'True').length;
  const head = isNew ? `The stack ${stackName} will be made` : `The stack ${stackName} will be changed`;
  return [
    `${head}: ${counts.join(', ')}${replaced ? `, ${replaced} of them replaced` : ''}`,
    '',
    coloured(
      changes,
      table(
        ['action', 'resource', 'type', 'replacement', 'what of it'],
        changes.map(({ action, resource, type, replacement = '', properties }) => [
          action,
          resource,
          type,
          replacements[replacement] ?? replacement,
          named(properties),
        ]),
      ),
    ),
    '',
  ].join('\n');
}

/** A row by what is done, and one that is replaced as something that goes. */
function coloured(changes: readonly Change[], text: string): string {
  const [heading = '', ...rows] = text.split('\n');
  const lines = rows.map((row, index) => {
    const { action = '', replacement } = changes[index] ?? {};
    const style = replacement === 'True' ? 'red' : styles[action];
    return style ? paint(style, row) : row;
  });
  return [heading, ...lines].join('\n');
}

function named(properties: readonly string[]): string {
  const more = properties.length - mostNamed;
  return [...properties.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** An event of a stack; red what failed, green what is complete. */
export function eventText(event: StackEvent): string {
  const line = plain(eventLine(event));
  if (/FAILED|ROLLBACK/.test(event.ResourceStatus ?? '')) return paint('red', line);
  return /_COMPLETE$/.test(event.ResourceStatus ?? '') ? paint('green', line) : line;
}
