import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Evidence, outcomeOf } from './outcome.ts';

const good: Evidence = {
  status: 'SUCCEEDED',
  patchSent: true,
  toBeStopped: true,
  state: 'stopped',
  changed: 3,
  missing: 0,
  failed: 0,
};

const cases: [string, Partial<Evidence>, string][] = [
  ['packages changed and nothing is missing', {}, 'Patched'],
  ['nothing was pending', { changed: 0 }, 'AlreadyCompliant'],
  ['an approved patch is still missing', { missing: 1 }, 'NonCompliant'],
  ['a patch failed though the execution succeeded', { failed: 1 }, 'PatchFailed'],
  ['the execution failed after the command was sent', { status: 'FAILED' }, 'PatchFailed'],
  ['the execution failed before a command was sent', { status: 'FAILED', patchSent: false }, 'WakeFailed'],
  ['the instance runs though it was to be stopped', { state: 'running' }, 'LeftAwake'],
  ['it runs, whatever else failed', { state: 'running', status: 'FAILED', patchSent: false }, 'LeftAwake'],
  ['it was found running and left so', { state: 'running', toBeStopped: false }, 'Patched'],
];

for (const [what, given, outcome] of cases)
  test(`${outcome}: ${what}`, () => assert.equal(outcomeOf({ ...good, ...given }), outcome));
