import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksIn } from './marks.ts';

const entered = (name: string, seconds: number) => ({
  type: 'TaskStateEntered' as const,
  id: seconds,
  timestamp: new Date(seconds * 1000),
  stateEnteredEventDetails: { name },
});

test('a phase begins when its state is entered first, however often it goes round', () => {
  const events = [
    entered('Look at Instance', 0),
    entered('Start Instance', 1),
    entered('Wait for Instance', 2),
    entered('Start Instance', 10),
    entered('Create Snapshot', 20),
    entered('Before Patching', 25),
    entered('Patch Instance', 30),
  ];
  assert.deepEqual(marksIn(events), [
    { phase: 'wake', at: 1000 },
    { phase: 'ready', at: 20_000 },
    { phase: 'patch', at: 30_000 },
  ]);
});

test('what was known before stays, and is added to', () => {
  const known = [{ phase: 'wake', at: 1000 }] as const;
  assert.deepEqual(marksIn([entered('Start Instance', 10), entered('Stop Instance', 40)], known), [
    { phase: 'wake', at: 1000 },
    { phase: 'stop', at: 40_000 },
  ]);
});
