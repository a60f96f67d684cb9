import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { instanceId, leaseOf } from '../../testing/maintenance.ts';
import {
  errorOf,
  findingOf,
  leasesOf,
  messageOf,
  type Options,
  type Rehearsed,
  recordOf,
  rehearsePatchInstance as rehearse,
} from '../../testing/rehearse-patch-instance.ts';
import { patchInstance } from './patch-instance.ts';

/** The states without the repetitions of a wait. */
const path = (states: string[]) => states.filter((state, index) => states.indexOf(state) === index);
const runs = (name: string) => [`Send ${name}`, `Wait for ${name}`, `Poll ${name}`, `Is ${name} Done?`, `${name} Done`];

const LOOK = ['Look at Instance', 'Is Instance Admitted?'];
const START = ['Start Instance', 'Wait for Instance', 'Poll Instance', 'Is Instance Ready?'];
const PREPARE = ['Before Patching', ...runs('Preparation')];
const PATCH = ['Patch Instance', 'Wait for Patch', 'Poll Patch', 'Is Patch Done?'];
const PROVE = ['After Patching', ...runs('Examination'), 'Verify Patch'];
const STOP = ['Stop Instance', 'Is Instance Stopped?', 'Wait for Stop', 'Poll Stop'];
const RELEASE = ['Release Instance', 'Did Anything Fail?'];
const DONE = [...RELEASE, 'Maintenance Done'];
const FAILED = [...RELEASE, 'Maintenance Failed'];

describe('PatchInstance', () => {
  afterEach(() => mock.restoreAll());

  test('reads no clock: a function is told the time of the look', () => {
    assert.doesNotMatch(JSON.stringify(patchInstance), /\$(now|millis)\(/);
  });

  test('has no time-out as a whole, which would end it without the stop', () => {
    assert.ok(!('TimeoutSeconds' in patchInstance));
  });

  describe('wakes an instance that was found stopped', () => {
    test('patches it, proves the result, and stops it again', async () => {
      const run = await rehearse({ found: 'stopped' });
      assert.deepEqual(path(run.states), [...LOOK, ...START, ...PREPARE, ...PATCH, ...PROVE, ...STOP, ...DONE]);
      assert.equal(run.status, 'SUCCEEDED');
      assert.deepEqual('output' in run && run.output, {
        instanceId,
        commandId: 'command-2',
        foundState: 'stopped',
        state: 'stopped',
        outcome: 'Patched',
        reason: 'Installed',
        awakeSeconds: run.seconds,
      });
      assert.equal(run.instanceState, 'stopped');
      assert.deepEqual(run.documents, ['MachineCheck', 'AWS-RunPatchBaseline', 'MachineCheck']);
    });

    test('leaves evidence of each phase', async () => {
      const record = recordOf(await rehearse({ found: 'stopped' }));
      const times = ['began', 'startedAt', 'readyAt', 'sentAt', 'patchedAt', 'stoppingAt', 'stoppedAt', 'now'];
      const told = times.map((name) => Date.parse(String(record[name])));
      assert.deepEqual(
        told,
        told.toSorted((a, b) => a - b),
      );
      assert.deepEqual(record.changes, [{ name: 'bash', from: '5.2-1', to: '5.2-2' }]);
      assert.deepEqual([record.compliance, record.baselineId, record.foundState], ['Clean', 'pb-1', 'stopped']);
    });

    test('writes outcome, verification and times as tags, and no lease is left', async () => {
      const run = await rehearse({ found: 'stopped' });
      assert.deepEqual(Object.keys(run.tags).sort(), ['wakepatch:outcome', 'wakepatch:timing', 'wakepatch:verified']);
      assert.equal(findingOf(run), 'Patched Installed');
    });

    test('also one that is just stopping, when it has stopped', async () => {
      const run = await rehearse({ found: 'stopping' });
      assert.equal(findingOf(run), 'Patched Installed');
      assert.equal(run.instanceState, 'stopped');
      assert.equal(run.documents.filter((name) => name === 'AWS-RunPatchBaseline').length, 1);
    });
  });

  describe('leaves running an instance that was found running', () => {
    test('after patching it', async () => {
      const run = await rehearse({ found: 'running' });
      const stop = ['Stop Instance', 'Is Instance Stopped?'];
      assert.deepEqual(path(run.states), [...LOOK, ...START, ...PREPARE, ...PATCH, ...PROVE, ...stop, ...DONE]);
      assert.equal(run.instanceState, 'running');
      assert.deepEqual([run.count('StopInstances'), leasesOf(run)], [0, []]);
    });

    test('after a failure too', async () => {
      const run = await rehearse({ found: 'running', patch: 'Failed' });
      assert.deepEqual([run.status, run.instanceState, run.count('StopInstances')], ['FAILED', 'running', 0]);
    });

    test('unless AlwaysStop was chosen', async () => {
      const run = await rehearse({ found: 'running', settings: { AfterPatching: 'AlwaysStop' } });
      assert.deepEqual([run.status, run.instanceState], ['SUCCEEDED', 'stopped']);
    });
  });

  describe('passes over an instance', () => {
    const cases: [string, Options][] = [
      ['Held', { found: 'stopped', tags: { 'wakepatch:hold': '2031-01-01' } }],
      ['Leased', { found: 'running', tags: { [leaseOf('other').Key]: 'stopped 2030-01-31T04:00:00.000Z' } }],
      ['NotEnoughTime', { found: 'stopped', tags: { 'wakepatch:timing': '60 36000 60' } }],
      ['NotEnoughTime', { found: 'stopped', input: { instanceId, end: '2030-01-31T02:30:00Z' } }],
    ];
    for (const [reason, options] of cases)
      test(`${reason}: it is neither started, stopped nor patched, and says why`, async () => {
        const run = await rehearse(options);
        assert.deepEqual(run.states, [...LOOK, ...DONE]);
        assert.equal(run.status, 'SUCCEEDED');
        assert.equal(findingOf(run), `Skipped ${reason}`);
        assert.ok(recordOf(run).because);
        assert.equal(run.instanceState, options.found);
        for (const change of ['StartInstances', 'StopInstances', 'SendCommand']) assert.equal(run.count(change), 0);
      });

    test('and leaves the lease of whoever has it', async () => {
      const tags = { [leaseOf('other').Key]: 'stopped 2030-01-31T04:00:00.000Z' };
      assert.deepEqual(leasesOf(await rehearse({ found: 'running', tags })), Object.keys(tags));
    });
  });

  describe('as its parameters say', () => {
    test('takes a snapshot of the root volume before anything is installed, with a tag', async () => {
      const run = await rehearse({ found: 'stopped', settings: { SnapshotsToKeep: '2' } });
      assert.deepEqual(path(run.states).slice(0, 8), [...LOOK, ...START, 'Create Snapshot', 'Before Patching']);
      const [snapshot, ...others] = run.snapshots;
      assert.deepEqual([snapshot?.Tags, others], [[{ Key: 'wakepatch:snapshot', Value: instanceId }], []]);
      assert.equal(recordOf(run).snapshotId, 'snap-1');
    });

    test('runs people’s documents before and after', async () => {
      const run = await rehearse({ found: 'stopped', settings: { PreDocument: 'Drain', PostDocument: 'Undrain' } });
      assert.deepEqual(run.documents, ['MachineCheck', 'Drain', 'AWS-RunPatchBaseline', 'Undrain', 'MachineCheck']);
      assert.equal(findingOf(run), 'Patched Installed');
    });

    test('boots it a second time, and waits until its agent has reported since', async () => {
      const run = await rehearse({ found: 'stopped', settings: { BootAgain: 'true' } });
      const again = run.states.indexOf('Reboot Instance');
      assert.deepEqual(path(run.states.slice(again)), [
        ...['Reboot Instance', 'Wait for Instance', 'Poll Instance', 'Is Instance Ready?'],
        ...PROVE,
        ...STOP,
        ...DONE,
      ]);
      assert.equal(run.count('RebootInstances'), 1);
      assert.equal(findingOf(run), 'Patched Installed');
    });

    test('goes by the operation, the reboot option and the severity', async () => {
      const settings = { PatchOperation: 'Scan', RebootOption: 'NoReboot', RequiredSeverity: 'Critical' };
      const record = recordOf(await rehearse({ found: 'stopped', settings, patchState: { MissingCount: 1 } }));
      assert.deepEqual([record.operation, record.rebootOption, record.compliance], ['Scan', 'NoReboot', 'Clean']);
    });
  });

  describe('does not call Patched what is not', () => {
    const cases: [string, Options, string][] = [
      ['nothing was pending', { found: 'stopped', changes: false }, 'AlreadyCompliant Clean'],
      ['a patch is missing', { found: 'stopped', patchState: { MissingCount: 1 } }, 'NonCompliant PatchesMissing'],
      ['a patch failed', { found: 'stopped', patchState: { FailedCount: 1 } }, 'PatchFailed PatchesFailed'],
      [
        'a reboot is due',
        { found: 'stopped', patchState: { InstalledPendingRebootCount: 1 } },
        'NonCompliant RebootPending',
      ],
      [
        'the patch state is of another day',
        { found: 'stopped', patchState: { OperationEndTime: undefined } },
        'NonCompliant NoPatchState',
      ],
    ];
    for (const [what, options, finding] of cases)
      test(`${finding}: ${what}, though the command said Success`, async () => {
        const run = await rehearse(options);
        assert.equal(findingOf(run), finding);
        assert.equal(run.status, finding.startsWith('Already') ? 'SUCCEEDED' : 'FAILED');
        if (run.status === 'FAILED') assert.equal(errorOf(run), finding.split(' ')[1]);
        assert.deepEqual([run.instanceState, leasesOf(run)], ['stopped', []]);
      });
  });

  describe('leaves on what somebody has come to use', () => {
    for (const [reason, use] of [
      ['UserLoggedIn', { users: ['ann'] }],
      ['SessionOpen', { sessions: ['ann'] }],
    ] as const)
      test(`${reason}: it says who, and ends the lease`, async () => {
        const run = await rehearse({ found: 'stopped', ...use });
        assert.equal(run.instanceState, 'running');
        assert.deepEqual(recordOf(run).leftOn, { reason, who: 'ann' });
        assert.deepEqual([run.count('StopInstances'), leasesOf(run)], [0, []]);
        assert.equal(findingOf(run), 'Patched Installed');
      });

    const failures: [string, string, Omit<Options, 'found'>][] = [
      ['the patch command', 'PatchFailed', { patch: 'Failed' }],
      ['the patch command before it was sent', 'Denied', { faults: [{ state: 'Patch Instance', error: 'Denied' }] }],
      [
        'the snapshot',
        'SnapshotFailed',
        { settings: { SnapshotsToKeep: '1' }, faults: [{ state: 'Create Snapshot', error: 'Ec2.Ec2Exception' }] },
      ],
      [
        'people’s document before patching',
        'HookFailed',
        { settings: { PreDocument: 'Drain' }, documents: { Drain: 'Failed' } },
      ],
      [
        'people’s document after patching',
        'HookFailed',
        { settings: { PostDocument: 'Undrain' }, documents: { Undrain: 'Failed' } },
      ],
      [
        'people’s document after patching, which may not be run',
        'Ssm.InvalidDocumentException',
        {
          settings: { PostDocument: 'Undrain' },
          faults: [{ state: 'Send PostDocument', error: 'Ssm.InvalidDocumentException' }],
        },
      ],
      [
        'the second boot',
        'RebootFailed',
        { settings: { BootAgain: 'true' }, faults: [{ state: 'Reboot Instance', error: 'Ec2.Ec2Exception' }] },
      ],
    ];
    for (const [what, error, options] of failures)
      test(`after a failure of ${what} too, for it is still looked who is there`, async () => {
        const run = await rehearse({ found: 'stopped', users: ['ann'], ...options });
        assert.deepEqual([errorOf(run), run.instanceState], [error, 'running']);
        assert.deepEqual(recordOf(run).leftOn, { reason: 'UserLoggedIn', who: 'ann' });
      });
  });

  describe('after a failure stops the instance, gives the lease back and tells the first error', () => {
    const hook = { PreDocument: 'Drain', PostDocument: 'Undrain' };
    const always = (state: string, error = 'AnythingAtAll') => ({ faults: [{ state, error }] });
    const cases: [string, Omit<Options, 'found'>, string, string, string[]][] = [
      ['a start that is refused', always('Start Instance'), 'AnythingAtAll', 'WakeFailed UnexpectedError', []],
      ['a start that falls back', { start: 'falls back' }, 'KeyUnusable', 'WakeFailed KeyUnusable', []],
      [
        'an agent that never reports',
        { start: 'agent never reports' },
        'InstanceNotReady',
        'WakeFailed InstanceNotReady',
        [],
      ],
      [
        'a snapshot that is refused',
        { settings: { SnapshotsToKeep: '1' }, ...always('Create Snapshot', 'Ec2.Ec2Exception') },
        'SnapshotFailed',
        'WakeFailed SnapshotFailed',
        ['MachineCheck'],
      ],
      [
        'a package lock that is held',
        { documents: { MachineCheck: 'Failed' } },
        'CheckFailed',
        'WakeFailed CheckFailed',
        ['MachineCheck', 'MachineCheck'],
      ],
      [
        'a document of people’s that fails: patching does not begin',
        { settings: hook, documents: { Drain: 'Failed' } },
        'HookFailed',
        'WakeFailed HookFailed',
        ['MachineCheck', 'Drain', 'MachineCheck'],
      ],
      [
        'a patch command that is refused',
        always('Patch Instance', 'AccessDeniedException'),
        'AccessDeniedException',
        'WakeFailed AccessDenied',
        ['MachineCheck', 'MachineCheck'],
      ],
      [
        'a patch command that fails: people’s document after patching is not run',
        { settings: hook, patch: 'Failed' },
        'PatchFailed',
        'PatchFailed CommandFailed',
        ['MachineCheck', 'Drain', 'AWS-RunPatchBaseline', 'MachineCheck'],
      ],
      [
        'a patch command that hangs',
        { patch: 'hangs' },
        'PatchNotFinished',
        'PatchFailed PatchNotFinished',
        ['MachineCheck', 'AWS-RunPatchBaseline', 'MachineCheck'],
      ],
      [
        'a second boot that is refused',
        { settings: { BootAgain: 'true' }, ...always('Reboot Instance', 'Ec2.Ec2Exception') },
        'RebootFailed',
        'PatchFailed RebootFailed',
        ['MachineCheck', 'AWS-RunPatchBaseline', 'MachineCheck'],
      ],
      [
        'a second boot from which it does not come back',
        { settings: { BootAgain: 'true' }, reboot: 'never' },
        'InstanceNotReady',
        'PatchFailed InstanceNotReady',
        ['MachineCheck', 'AWS-RunPatchBaseline'],
      ],
      [
        'a document of people’s that fails after patching',
        { settings: hook, documents: { Undrain: 'Failed' } },
        'HookFailed',
        'PatchFailed HookFailed',
        ['MachineCheck', 'Drain', 'AWS-RunPatchBaseline', 'Undrain', 'MachineCheck'],
      ],
      [
        'a proof that cannot be had',
        always('Verify Patch', 'ThrottlingException'),
        'ThrottlingException',
        'PatchFailed UnexpectedError',
        ['MachineCheck', 'AWS-RunPatchBaseline', 'MachineCheck'],
      ],
      [
        'an answer that never comes',
        always('Poll Patch', 'States.Timeout'),
        'States.Timeout',
        'PatchFailed NoAnswer',
        ['MachineCheck', 'AWS-RunPatchBaseline', 'MachineCheck'],
      ],
    ];
    for (const [what, options, error, finding, documents] of cases)
      test(`${finding}: ${what}`, async () => {
        const run = await rehearse({ found: 'stopped', ...options });
        assert.deepEqual([run.status, errorOf(run)], ['FAILED', error]);
        assert.equal(findingOf(run), finding);
        assert.equal(recordOf(run).error, error);
        assert.deepEqual(run.documents, documents);
        assert.deepEqual([run.instanceState, leasesOf(run)], ['stopped', []]);
        assert.deepEqual(run.states.slice(-FAILED.length), FAILED);
        assert.ok(run.evidence.objects.has(`runs/2030-01-31/rehearsal/failures/${instanceId}`));
      });

    test('with the words of what failed', async () => {
      const run = await rehearse({ found: 'stopped', settings: hook, documents: { Drain: 'Failed' } });
      assert.match(messageOf(run), /^Drain ended as Failed. it does not work/);
    });

    test('keeps the first error when others follow', async () => {
      const run = await rehearse({ found: 'stopped', patch: 'Failed', ...always('Verify Patch') });
      assert.equal(errorOf(run), 'PatchFailed');
      const unverified = await rehearse({ found: 'stopped', patch: 'Failed', documents: { MachineCheck: 'Success' } });
      assert.equal(errorOf(unverified), 'PatchFailed');
    });

    test('does without an instance’s check where patching failed and the check does too', async () => {
      const run = await rehearse({
        found: 'stopped',
        patch: 'Failed',
        faults: [{ state: 'Send Examination', error: 'Ssm.InvalidInstanceIdException' }],
      });
      assert.deepEqual([errorOf(run), run.instanceState], ['PatchFailed', 'stopped']);
    });
  });

  describe('when it cannot look or lease', () => {
    test('changes nothing, and says so', async () => {
      for (const found of ['stopped', 'running'] as const) {
        const run = await rehearse({ found, faults: [{ state: 'Look at Instance', error: 'UnauthorizedOperation' }] });
        assert.deepEqual(run.states, ['Look at Instance', ...FAILED]);
        assert.deepEqual([errorOf(run), findingOf(run)], ['UnauthorizedOperation', 'WakeFailed AccessDenied']);
        assert.deepEqual([run.instanceState, leasesOf(run)], [found, []]);
        for (const change of ['StartInstances', 'StopInstances']) assert.equal(run.count(change), 0);
      }
    });

    test('gives back a lease of which the answer was lost', async () => {
      const faults = [{ state: 'Look at Instance', error: 'Lambda.Unknown', afterTheFact: true }];
      const run = await rehearse({ found: 'stopped', faults });
      assert.deepEqual([run.instanceState, leasesOf(run)], ['stopped', []]);
    });

    test('fails at once on an input that names no instance', async () => {
      for (const input of ['no object', { instanceId: '{{RESOURCE_ID}}' }, { instanceId: null }]) {
        const run = await rehearse({ found: 'stopped', input });
        assert.deepEqual([run.status, errorOf(run), run.count('StartInstances')], ['FAILED', 'InvalidEvent', 0]);
        assert.ok(run.seconds < 60, `${run.seconds} seconds`);
      }
    });
  });

  describe('when the instance cannot be stopped', () => {
    const cases: [string, Options][] = [
      ['InstanceNotStopped', { found: 'stopped', stop: 'hangs' }],
      [
        'OperationNotPermitted',
        { found: 'stopped', faults: [{ state: 'Stop Instance', error: 'OperationNotPermitted' }] },
      ],
      ['AccessDenied', { found: 'stopped', faults: [{ state: 'Stop Instance', error: 'UnauthorizedOperation' }] }],
    ];
    for (const [reason, options] of cases)
      test(`LeftAwake ${reason}: that is an alarm, and the lease stays for the sweeper`, async () => {
        const run = await rehearse(options);
        assert.equal(run.status, 'FAILED');
        assert.equal(findingOf(run), `LeftAwake ${reason}`);
        assert.deepEqual(leasesOf(run), ['wakepatch:lease:rehearsal']);
        const [alarm, ...others] = run.evidence.messages;
        assert.equal(alarm?.subject, `LeftAwake: ${instanceId}`);
        assert.match(alarm.text, new RegExp(`^${instanceId} was woken .* is not stopped: [A-Za-z]+: .`));
        assert.deepEqual(others, []);
        const [event] = run.evidence.events.filter(({ type }) => type === 'wakepatch LeftAwake');
        assert.equal(event?.detail.instanceId, instanceId);
        assert.match(String(event.detail.because), /^[A-Za-z]+: ./);
      });

    test('raises the alarm once and at once, though no evidence can be written', async () => {
      const faults = ['Stop Instance', 'Release Instance'].map((state) => ({ state, error: 'AccessDenied' }));
      const run = await rehearse({ found: 'stopped', faults });
      assert.deepEqual(
        run.evidence.messages.map(({ subject }) => subject),
        [`LeftAwake: ${instanceId}`],
      );
      assert.ok(run.states.indexOf('Raise Alarm') < run.states.indexOf('Release Instance'));
      assert.equal(errorOf(run), 'AccessDenied');
    });

    for (const state of ['Raise Alarm', 'Put LeftAwake Event'])
      test(`says so when it cannot ${state}, and tells the rest`, async () => {
        const faults = ['Stop Instance', state].map((name) => ({ state: name, error: 'AnythingAtAll' }));
        const run = await rehearse({ found: 'stopped', faults });
        assert.equal(errorOf(run), 'AnythingAtAll');
        assert.match(messageOf(run), /It could not be put back: AnythingAtAll: .* No alarm: /);
        assert.match(String(findingOf(run)), /^LeftAwake /);
        const told = state === 'Raise Alarm' ? run.evidence.events : run.evidence.messages;
        assert.ok(JSON.stringify(told).includes('LeftAwake'));
      });

    test('insists: three failures are nothing', async () => {
      const faults = [
        { state: 'Stop Instance', error: 'AnythingAtAll', times: 3 },
        { state: 'Poll Stop', error: 'AnythingAtAll', times: 3 },
        { state: 'Release Instance', error: 'AnythingAtAll', times: 3 },
      ];
      const run = await rehearse({ found: 'stopped', faults });
      assert.deepEqual([run.status, run.instanceState, leasesOf(run)], ['SUCCEEDED', 'stopped', []]);
    });

    test('keeps the first error and adds to its cause that it could not be put back', async () => {
      const faults = [{ state: 'Stop Instance', error: 'OperationNotPermitted' }];
      const run = await rehearse({ found: 'stopped', patch: 'Failed', faults });
      assert.equal(errorOf(run), 'PatchFailed');
      assert.match(messageOf(run), /exit code 1.* It could not be put back: OperationNotPermitted/);
      assert.equal(findingOf(run), 'LeftAwake OperationNotPermitted');
    });
  });

  describe('when the agent replaces itself', () => {
    const patches = (run: Rehearsed) => run.documents.filter((name) => name === 'AWS-RunPatchBaseline').length;

    test('right after the boot, waits until it has', async () => {
      const run = await rehearse({ found: 'stopped', agentUpdatesAfter: 20 });
      assert.deepEqual([findingOf(run), patches(run)], ['Patched Installed', 1]);
    });

    test('later, sends the command that it lost once more', async () => {
      const run = await rehearse({ found: 'stopped', agentUpdatesAfter: 60 });
      assert.deepEqual([findingOf(run), patches(run)], ['Patched Installed', 2]);
      assert.equal(run.instanceState, 'stopped');
    });
  });
});
