import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patched, reportOf, troubled } from './fleet/report.fixture.ts';
import { lineOf } from './pattern-run-list.ts';
import { lineOfReport } from './run-line.ts';

test('a report comes to a line: packages are counted over all machines, and the fleet by its age', () => {
  const line = lineOfReport(
    reportOf([patched(1, 0), patched(2, 1, { compliance: 'PatchesMissing', verified: undefined }), ...troubled]),
    'FAILED',
  );
  assert.equal(line.name, '3f2c9c1e-6f0e-4c61-9d0e-2f5a1b7c8d90');
  assert.equal(line.packages, 12);
  assert.equal(line.outcomes.LeftAwake, 1);
  const { counts = [], never } = line.staleness!;
  assert.equal(counts.reduce((sum, count) => sum + count, 0) + never!, 10);
  assert.ok(never! >= 2);
});

test('a run that goes on tells of no age yet', () => {
  assert.equal(lineOfReport(reportOf([patched(1, 0)], { ended: undefined }), 'RUNNING').staleness, undefined);
});

const execution = (instanceId: string, second: number, more: object = {}) => ({
  name: instanceId,
  status: 'SUCCEEDED' as const,
  executionArn: `arn:${instanceId}`,
  stateMachineArn: 'arn',
  startDate: new Date(second * 1000),
  stopDate: new Date((second + 60) * 1000),
  input: JSON.stringify({ instanceId, windowExecutionId: 'opening' }),
  ...more,
});

test('the executions that a window started are one run', () => {
  const line = lineOf('opening', [
    { execution: execution('i-2', 5), ending: { outcome: 'Patched', awakeSeconds: 1800, changes: 2 } },
    { execution: execution('i-1', 0, { status: 'FAILED' }), ending: { outcome: 'WakeFailed', awakeSeconds: 1800 } },
  ]);
  assert.deepEqual(
    [
      line.kind,
      line.status,
      line.total,
      line.awakeHours,
      line.packages,
      line.outcomes.Patched,
      line.outcomes.WakeFailed,
    ],
    ['window', 'FAILED', 2, 1, 2, 1, 1],
  );
  assert.equal(line.began, '1970-01-01T00:00:00.000Z');
  assert.equal(line.ended, '1970-01-01T00:01:05.000Z');
});

test('a run goes on while one of its executions does; one that was started by hand is of its machine', () => {
  const single = execution('i-1', 0, { status: 'RUNNING', stopDate: undefined, input: '{"instanceId":"i-1"}' });
  const line = lineOf('i-1', [{ execution: single }]);
  assert.deepEqual(
    [line.kind, line.status, line.working, line.ended, line.instanceId],
    ['machine', 'RUNNING', 1, undefined, 'i-1'],
  );
});
