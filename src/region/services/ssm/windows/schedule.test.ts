import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openWindows, type WindowsRegion } from './fixture.ts';
import { timeIn } from './schedule.ts';

describe('a time is told as AWS tells it', () => {
  const cases: [string, string | undefined, string][] = [
    ['2020-07-25T14:00:00Z', 'Australia/Sydney', '2020-07-26T00:00+10:00'],
    ['2020-02-19T16:00:00Z', undefined, '2020-02-19T16:00Z'],
    ['2018-10-20T12:34:56Z', 'America/Los_Angeles', '2018-10-20T05:34:56-07:00'],
    ['2020-02-25T00:08:15.099Z', undefined, '2020-02-25T00:08:15.099Z'],
    ['2026-07-01T09:30:00Z', 'Asia/Kolkata', '2026-07-01T15:00+05:30'],
    ['2026-01-01T12:00:00Z', 'Europe/London', '2026-01-01T12:00Z'],
  ];
  for (const [instant, zone, expected] of cases)
    test(expected, () => assert.equal(timeIn(Date.parse(instant), zone), expected));
});

/** Lets simulated time run over all openings of a window up to `EndDate`. */
async function runUntil({ clients: { ssm } }: WindowsRegion, WindowId: string, Schedule: string, EndDate: string) {
  await ssm.updateMaintenanceWindow({ WindowId, Schedule, EndDate, Enabled: true });
  while ((await ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime !== undefined);
}

/** When the executions of a window began, the first first. */
const startsOf = async (region: WindowsRegion, WindowId: string) =>
  (await region.executions(WindowId)).map(({ StartTime }) => StartTime!.toISOString()).reverse();

test('a window opens on schedule, over the change of clocks, and not after its end', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window({ ScheduleTimezone: 'Europe/Berlin', StartDate: '2026-03-27T12:00:00Z' });
  await runUntil(region, WindowId, 'cron(30 2 * * ? *)', '2026-03-31T12:00:00+02:00');
  // On 29 March clocks go from 02:00 to 03:00: what is due at 02:30 comes when they do.
  assert.deepEqual(await startsOf(region, WindowId), [
    '2026-03-28T01:30:00.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
    '2026-03-31T00:30:00.000Z',
  ]);
  for (const { Status, StatusDetails } of await region.executions(WindowId))
    assert.deepEqual([Status, StatusDetails], ['SUCCESS', 'No tasks to execute.']);
});

test('a rate counts from the moment at which the window was made, and later from that at which it was enabled', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const until = (time: string) => `2026-01-01T${time}:00Z`;
  const schedule = 'rate(90 minutes)';
  const WindowId = await region.window({ Schedule: schedule, EndDate: until('03:00') });
  await runUntil(region, WindowId, schedule, until('03:00'));
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  // While it is disabled another window brings the time to 03:20.
  await runUntil(region, await region.window(), 'at(2026-01-01T03:20:00)', until('04:00'));
  await runUntil(region, WindowId, schedule, until('05:00'));
  assert.deepEqual(
    await startsOf(region, WindowId),
    ['00:00', '01:30', '03:00', '03:20', '04:50'].map((time) => `2026-01-01T${time}:00.000Z`),
  );
});

test('a disabled window does not open', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  await region.clients.ssm.updateMaintenanceWindow({ WindowId, Schedule: 'rate(1 hour)', Enabled: false });
  await runUntil(region, await region.window(), 'at(2026-01-02T00:00:00)', '2026-01-03T00:00:00Z');
  assert.deepEqual(await region.executions(WindowId), []);
});

test('what came of openings is kept for thirty days', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  await runUntil(region, WindowId, 'cron(0 2 * * ? *)', '2026-03-15T03:00:00Z');
  const starts = await startsOf(region, WindowId);
  assert.equal(starts[0], '2026-02-13T02:00:00.000Z');
  assert.equal(starts.length, 31);
});

test('executions are found by their time', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  await runUntil(region, WindowId, 'cron(0 2 * * ? *)', '2026-01-05T03:00:00Z');
  const { WindowExecutions } = await region.clients.ssm.describeMaintenanceWindowExecutions({
    WindowId,
    Filters: [
      { Key: 'ExecutedAfter', Values: ['2026-01-02T02:00:00Z'] },
      { Key: 'ExecutedBefore', Values: ['2026-01-05T02:00:00+01:00'] },
    ],
  });
  assert.deepEqual(
    WindowExecutions?.map(({ StartTime }) => StartTime?.getUTCDate()),
    [4, 3],
  );
});

/** In real time nothing of this opens while the test looks: it is all in the year 2099. */
const far = { StartDate: '2099-01-01T00:00:00Z', EndDate: '2099-01-03T12:00:00Z' };

test('a window says when it opens next, in its own zone, as long as it is enabled', async (t) => {
  const region = await openWindows(t, { time: 'real' });
  const { ssm } = region.clients;
  const zone = { ScheduleTimezone: 'Australia/Sydney' };
  const WindowId = await region.window({ Schedule: 'cron(0 0 26 JUL ? *)', ...zone, StartDate: far.StartDate });
  const next = async () => (await ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime;
  assert.equal(await next(), '2099-07-26T00:00+10:00');
  assert.equal((await ssm.describeMaintenanceWindows({})).WindowIdentities?.[0]?.NextExecutionTime, await next());
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  assert.equal(await next(), undefined);
});

test('the coming openings are told in the order of their times, within bounds and in pages', async (t) => {
  const region = await openWindows(t, { time: 'real' });
  const { ssm } = region.clients;
  const nightly = await region.window({ Name: 'Nightly', Schedule: 'cron(0 2 * * ? *)', ...far });
  const daily = await region.window({ Name: 'Daily', Schedule: 'rate(1 day)', ...far });
  const schedule = async (request: Parameters<typeof ssm.describeMaintenanceWindowSchedule>[0]) =>
    (await ssm.describeMaintenanceWindowSchedule(request)).ScheduledWindowExecutions!.map(
      ({ Name, ExecutionTime }) => `${Name} ${ExecutionTime}`,
    );
  const all = [1, 2, 3].flatMap((day) => [`Daily 2099-01-0${day}T00:00Z`, `Nightly 2099-01-0${day}T02:00Z`]);
  assert.deepEqual(await schedule({}), all);
  assert.deepEqual(
    await schedule({ WindowId: nightly }),
    all.filter((line) => line.startsWith('Nightly')),
  );
  const Filters = [
    { Key: 'ScheduledAfter', Values: ['2099-01-01T02:00:00Z'] },
    { Key: 'ScheduledBefore', Values: ['2099-01-03T02:00:00Z'] },
  ];
  assert.deepEqual(await schedule({ Filters }), all.slice(2, 5));
  const { NextToken } = await ssm.describeMaintenanceWindowSchedule({ WindowId: daily, MaxResults: 2 });
  assert.deepEqual(await schedule({ WindowId: daily, MaxResults: 2, NextToken }), ['Daily 2099-01-03T00:00Z']);
});

test('the windows of an instance are those that name it, in a target or a task, or find it by tag', async (t) => {
  const region = await openWindows(t);
  const { ssm, ec2 } = region.clients;
  const { Instances } = await ec2.runInstances({
    ImageId: 'ami-0deb1a12a0d640001',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Team', Value: 'web' }] }],
  });
  const byId = [{ Key: 'InstanceIds', Values: [Instances![0]!.InstanceId!] }];
  const byTag = (value: string) => [{ Key: 'tag:Team', Values: [value] }];
  const windowWith = async (Name: string, Targets?: { Key: string; Values: string[] }[]) => {
    const WindowId = await region.window({ Name });
    if (Targets) await ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets });
    return WindowId;
  };
  await windowWith('ById', byId);
  await windowWith('ByTag', byTag('web'));
  await windowWith('OfOthers', byTag('search'));
  await region.task(await windowWith('InTask'), { Targets: byId });
  const names = async (Targets: { Key: string; Values: string[] }[]) =>
    (await ssm.describeMaintenanceWindowsForTarget({ ResourceType: 'INSTANCE', Targets })).WindowIdentities!.map(
      ({ Name }) => Name,
    );
  assert.deepEqual(await names(byId), ['ById', 'ByTag', 'InTask']);
  assert.deepEqual(await names(byTag('search')), ['OfOthers']);
});
