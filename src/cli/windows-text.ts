/** Maintenance windows for people. */
import { toSeconds } from '../operator/fleet/attention.ts';
import type { Opening } from '../operator/window.ts';
import type { WindowSchedule } from '../operator/window-schedule.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';
import { inZone } from './times.ts';

/** @param zone in which times are told; default: the window's own */
export function windowsText(windows: readonly WindowSchedule[], zone?: string): string {
  if (windows.length === 0) return "There are no maintenance windows. Deploy one with 'wakepatch deploy'.";
  return table(
    ['window', 'name', 'enabled', 'opens', 'next'],
    windows.flatMap((window) => {
      const [first = window.enabled ? 'never' : '', ...more] = timesOf(window, zone);
      return [
        [window.id, plain(window.name), window.enabled ? 'yes' : 'no', window.words, first],
        ...more.map((time) => ['', '', '', '', time]),
      ];
    }),
  );
}

export function windowText(window: WindowSchedule, history: readonly Opening[], zone?: string): string {
  const times = timesOf(window, zone);
  return [
    `Window     ${plain(window.name)} (${window.id}), ${window.enabled ? 'enabled' : 'disabled'}`,
    `Opens      ${window.words}`,
    `Schedule   ${window.schedule}, ${window.timezone}`,
    `Open for   ${window.duration} h; nothing new begins in the last ${window.cutoff} h`,
    `Next       ${times.join('\n           ') || 'never'}`,
    '',
    history.length === 0
      ? 'It has not opened yet.'
      : table(
          ['execution', 'status', 'began', 'ended', 'details'],
          history.map(({ id, status, began = '', ended = '', details = '' }) => [
            id,
            status,
            toSeconds(began),
            toSeconds(ended),
            plain(details),
          ]),
        ),
  ].join('\n');
}

const timesOf = ({ upcoming, timezone }: WindowSchedule, zone = timezone) => upcoming.map((time) => inZone(time, zone));
