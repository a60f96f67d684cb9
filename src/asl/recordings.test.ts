import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type Snapshot } from './index.ts';
import { type Case, readCases, recordedAnswers, startOf } from './testing/cases.ts';
import { difference } from './testing/difference.ts';
import { type Drive, drive } from './testing/drive.ts';

const files = ['executions.jsonl', 'task-replay.jsonl'].map((file) => ({ file, cases: readCases(file) }));

function run(recorded: Case, between?: Drive['between']) {
  return drive(compile(recorded.definition), startOf(recorded), { ...recordedAnswers(recorded), between });
}

for (const { file, cases } of files) {
  describe(`${file}: the same outcome and the same history as AWS`, () => {
    for (const recorded of cases) {
      test(recorded.id, () => assert.equal(difference(recorded, run(recorded)), undefined));
    }
  });

  test(`${file}: a snapshot that is saved and restored before every step leads to the same history`, () => {
    for (const recorded of cases) {
      const restored = run(recorded, (snapshot) => JSON.parse(JSON.stringify(snapshot)) as Snapshot);
      assert.equal(JSON.stringify(restored.history), JSON.stringify(run(recorded).history), recorded.id);
    }
  });

  test(`${file}: a snapshot is never changed`, () => {
    for (const recorded of cases) run(recorded, frozen);
  });
}

test('all recordings are there', () => {
  assert.equal(files.flatMap(({ cases }) => cases).length, 488);
});

/** The value, frozen all through: changing it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
