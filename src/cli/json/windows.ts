import type { Opening } from '../../operator/window.ts';
import type { WindowSchedule } from '../../operator/window-schedule.ts';
import { boolean, integer, list, object, optional, string, time } from './shape.ts';

export interface WindowsOutput {
  readonly windows: readonly WindowSchedule[];
  readonly history?: readonly Opening[];
}

const schedule = object<WindowSchedule>({
  id: string('The window'),
  name: string('Its name'),
  enabled: boolean('Whether it opens'),
  schedule: string('Its expression'),
  timezone: string('The time zone of the schedule'),
  words: string('The schedule in words'),
  duration: integer('Hours that it is open'),
  cutoff: integer('Hours before its end in which nothing new begins'),
  upcoming: list(time('When it opens'), 'The next times, as many as --next says'),
});

export const windowsOutput = object<WindowsOutput>({
  windows: list(schedule, 'All of them, or the one that is named'),
  history: optional(
    list(
      object<Opening>({
        id: string("The window's execution"),
        status: string('What became of it'),
        began: time('When it opened'),
        ended: optional(time('When it closed')),
        details: optional(string('The details of its status')),
      }),
      'When the window that is named opened, the newest first',
    ),
  ),
});
