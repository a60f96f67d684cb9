/** `npm run year`: a year of windows, in seconds. */
import { test } from 'node:test';
import { openWindows } from './windows.ts';

test('a year of windows: every opening at its time, none lost, none doubled', (t) =>
  openWindows(t, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)));
