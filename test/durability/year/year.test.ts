/** The weeks around the changes of the clocks. `npm run year` has the whole of it. */
import { test } from 'node:test';
import { openWindows } from './windows.ts';

test('windows open on schedule when clocks are put forward', (t) =>
  openWindows(t, Date.UTC(2026, 2, 9), Date.UTC(2026, 3, 13)));

test('windows open on schedule when clocks are put back', (t) =>
  openWindows(t, Date.UTC(2026, 9, 12), Date.UTC(2026, 10, 16)));
