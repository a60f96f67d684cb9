import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWindows } from './fixture.ts';

const nightly = {
  Name: 'Nightly',
  Schedule: 'cron(30 23 ? * TUE#3 *)',
  ScheduleTimezone: 'Australia/Sydney',
  ScheduleOffset: 2,
  StartDate: '2026-07-01T00:00:00+10:00',
  EndDate: '2026-07-02T00:00:00+10:00',
  Description: 'Patches what is dormant',
  Duration: 3,
  Cutoff: 1,
  AllowUnassociatedTargets: false,
};

test('a window is made, read back as it was given, and deleted', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  const { WindowId } = await ssm.createMaintenanceWindow(nightly);
  assert.match(WindowId!, /^mw-[0-9a-f]{17}$/);
  const { $metadata: _metadata, ...window } = await ssm.getMaintenanceWindow({ WindowId });
  const made = new Date('2026-01-01T00:00:00Z');
  assert.deepEqual(window, { WindowId, ...nightly, Enabled: true, CreatedDate: made, ModifiedDate: made });
  assert.equal((await ssm.deleteMaintenanceWindow({ WindowId })).WindowId, WindowId);
  await assert.rejects(ssm.getMaintenanceWindow({ WindowId }), {
    name: 'DoesNotExistException',
    message: `Maintenance window ${WindowId} does not exist`,
  });
});

test('the same request with the same token makes one window; another request may not have the token', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  const request = { ...nightly, ClientToken: 'once' };
  const first = await ssm.createMaintenanceWindow(request);
  assert.equal((await ssm.createMaintenanceWindow(request)).WindowId, first.WindowId);
  assert.equal((await ssm.describeMaintenanceWindows({})).WindowIdentities?.length, 1);
  await assert.rejects(ssm.createMaintenanceWindow({ ...request, Duration: 4 }), {
    name: 'IdempotentParameterMismatch',
  });
});

const refused: [string, Partial<typeof nightly>, RegExp][] = [
  ['a name that is too short', { Name: 'ab' }, /'name' failed to satisfy constraint: .* greater than or equal to 3/],
  [
    'a name with a space',
    { Name: 'every night' },
    /'name' .* regular expression pattern: \^\[a-zA-Z0-9_\\-\.\]\{3,128\}\$/,
  ],
  ['a duration beyond a day', { Duration: 25 }, /Value '25' at 'duration' .* less than or equal to 24/],
  ['no duration', { Duration: 0 }, /'duration' .* greater than or equal to 1/],
  ['a negative cutoff', { Cutoff: -1 }, /'cutoff' .* greater than or equal to 0/],
  ['a cutoff as long as the window', { Duration: 2, Cutoff: 2 }, /Cutoff must be less than Duration/],
  ['a schedule that is none', { Schedule: 'every night' }, /"every night" is not a schedule expression/],
  ['an unknown time zone', { ScheduleTimezone: 'Mars/Olympus' }, /time zone "Mars\/Olympus" is unknown/],
  ['an offset of a week', { ScheduleOffset: 7 }, /'scheduleOffset' .* less than or equal to 6/],
  ['an offset of a rate', { Schedule: 'rate(7 days)' }, /rate expression cannot have a schedule offset/],
  ['a date that is none', { StartDate: 'tomorrow' }, /StartDate 'tomorrow' is not a date and time in ISO 8601/],
  ['an end before the start', { EndDate: '2026-06-01T00:00:00Z' }, /EndDate must be later than StartDate/],
];
test('a window is refused that has', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  for (const [what, change, message] of refused)
    await t.test(what, () =>
      assert.rejects(ssm.createMaintenanceWindow({ ...nightly, ...change }), { name: 'ValidationException', message }),
    );
  assert.deepEqual((await ssm.describeMaintenanceWindows({})).WindowIdentities, []);
});

test('an account has fifty windows at most', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  for (let count = 0; count < 50; count++) await ssm.createMaintenanceWindow(nightly);
  await assert.rejects(ssm.createMaintenanceWindow(nightly), { name: 'ResourceLimitExceededException' });
});

test('an update changes what it names, and answers with the whole', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  const { WindowId } = await ssm.createMaintenanceWindow(nightly);
  const { $metadata: _metadata, ...answer } = await ssm.updateMaintenanceWindow({ WindowId, Duration: 5 });
  assert.deepEqual(answer, { WindowId, ...nightly, Duration: 5, Enabled: true });
  await assert.rejects(ssm.updateMaintenanceWindow({ WindowId, Cutoff: 5 }), /Cutoff must be less than Duration/);
});

test('an update with Replace clears what it leaves out, and requires what creating requires', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  const { WindowId } = await ssm.createMaintenanceWindow(nightly);
  await assert.rejects(ssm.updateMaintenanceWindow({ WindowId, Replace: true, Name: 'Weekly' }), {
    name: 'ValidationException',
    message: 'Schedule is required when Replace is true.',
  });
  const given = {
    Name: 'Weekly',
    Schedule: 'at(2026-05-01T00:00:00)',
    Duration: 1,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
  };
  const { $metadata: _metadata, ...answer } = await ssm.updateMaintenanceWindow({ WindowId, Replace: true, ...given });
  assert.deepEqual(answer, { WindowId, ...given, Enabled: true });
});

test('windows are listed, the oldest first, by name, by whether they are enabled, and in pages', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const ids: string[] = [];
  for (let count = 0; count < 12; count++) ids.push(await region.window({ Name: `Window-${count}` }));
  await ssm.updateMaintenanceWindow({ WindowId: ids[3], Enabled: false });
  const listed = async (request: Parameters<typeof ssm.describeMaintenanceWindows>[0]) =>
    (await ssm.describeMaintenanceWindows(request)).WindowIdentities!.map(({ WindowId }) => WindowId);
  assert.deepEqual(await listed({}), ids);
  assert.deepEqual(await listed({ Filters: [{ Key: 'Name', Values: ['Window-7', 'Window-9'] }] }), [ids[7], ids[9]]);
  assert.deepEqual(await listed({ Filters: [{ Key: 'Enabled', Values: ['False'] }] }), [ids[3]]);
  const first = await ssm.describeMaintenanceWindows({ MaxResults: 10 });
  assert.equal(first.WindowIdentities?.length, 10);
  assert.deepEqual(await listed({ NextToken: first.NextToken }), ids.slice(10));
  await assert.rejects(listed({ MaxResults: 9 }), /'maxResults' .* greater than or equal to 10/);
  await assert.rejects(listed({ Filters: [{ Key: 'Colour', Values: ['red'] }] }), /Valid keys: Name, Enabled/);
});

test('tags come with the window, and go with it', async (t) => {
  const { ssm } = (await openWindows(t)).clients;
  const Tags = [{ Key: 'Team', Value: 'platform' }];
  const { WindowId } = await ssm.createMaintenanceWindow({ ...nightly, Tags });
  const resource = { ResourceType: 'MaintenanceWindow' as const, ResourceId: WindowId };
  assert.deepEqual((await ssm.listTagsForResource(resource)).TagList, Tags);
  await ssm.deleteMaintenanceWindow({ WindowId });
  await assert.rejects(ssm.listTagsForResource(resource), { name: 'InvalidResourceId' });
});
