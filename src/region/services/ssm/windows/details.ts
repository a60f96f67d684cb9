import { validationException } from '../errors.ts';
import type { WindowDetails } from './rows/windows.ts';
import { checkSchedule } from './schedule.ts';

/** The members of requests that say what a window is. */
export const detailMembers: readonly (keyof WindowDetails)[] = [
  'Name',
  'Description',
  'StartDate',
  'EndDate',
  'Schedule',
  'ScheduleTimezone',
  'ScheduleOffset',
  'Duration',
  'Cutoff',
  'AllowUnassociatedTargets',
];

/** What no member can be asked alone. @throws WireError ValidationException */
export function checkDetails(details: WindowDetails): void {
  if (details.Cutoff >= details.Duration) throw validationException('Cutoff must be less than Duration.');
  checkSchedule(details);
}
