/** How the pattern's stack stands, as lines for people. */
import { toSeconds } from '../operator/fleet/attention.ts';
import type { PatternStatus } from '../operator/pattern.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';

export function patternStatusText({ window, opened, executions }: PatternStatus): string {
  const state = `${window.enabled ? 'enabled' : 'disabled'}, ${window.schedule}, next ${window.next ?? 'never'}`;
  return [
    `Window     ${plain(window.name)} (${window.id}), ${state}`,
    opened
      ? `Opened     ${toSeconds(opened.at)}, ${opened.status}${opened.details ? `: ${opened.details}` : ''}`
      : 'Opened     not yet',
    ...(executions.length
      ? [
          '',
          table(
            ['instance', 'now', 'execution', 'began', 'ended'],
            executions.map(({ instanceId, state: now = 'gone', status, began, ended = '' }) => [
              instanceId,
              now,
              status,
              toSeconds(began),
              toSeconds(ended),
            ]),
          ),
        ]
      : ['Executions none yet']),
  ].join('\n');
}
