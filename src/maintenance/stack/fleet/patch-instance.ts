// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import type { Looks } from '../../rules/looks.ts';
import { raiseAlarm } from './alarm.ts';
import { examination, postDocument, preparation, runDocuments } from './documents.ts';
import { call, choose, insist, invoke, onError, pause } from './states.ts';

/** The record as it begins: what the state machine is told by whoever starts it, and by the stack's parameters. */
const BEGINNING = {
  instanceId: '$states.input.instanceId',
  run: '$states.input.run',
  maxErrors: '$states.input.maxErrors',
  typical: '$states.input.typical',
  end: '$states.input.end',
  windowExecutionId: '$states.input.windowExecutionId',
  execution: '$states.context.Execution.Name',
  began: '$states.context.Execution.StartTime',
};
const SETTINGS = {
  now: '$states.context.State.EnteredTime',
  durationHours: '${Duration}',
  cutoffHours: '${Cutoff}',
  expectedMinutes: '${ExpectedMinutes}',
  afterPatching: '"${AfterPatching}"',
  operation: '"${PatchOperation}"',
  rebootOption: '"${RebootOption}"',
  severity: '"${RequiredSeverity}"',
  intervalSeconds: '${PollIntervalSeconds}',
  snapshotsToKeep: '${SnapshotsToKeep}',
};
const object = (members: object) =>
  `{ ${Object.entries(members)
    .map(([name, value]) => `"${name}": ${value}`)
    .join(', ')} }`;

const NOW = '$states.context.State.EnteredTime';
const minutes = (parameter: string) => `"limitSeconds": 60 * \${${parameter}}`;
// How long to pause before the first look. When it is worth looking is for InstanceLeaser to say.
const firstPause = (wait: keyof Looks, most?: string) => {
  const first = `$i.looks.${wait}[0]`;
  const pause = most ? `$exists(${first}) ? $min([${first}, ${most}]) : 0` : first;
  return `"waitSeconds": $max([\${PollIntervalSeconds}, ${pause}])`;
};
// When the instance has to begin to stop, in milliseconds since epoch.
const LATEST = '($toMillis($i.end) - 60000 * ${StopLimitMinutes})';

// What keeps it from being put back: it is left awake.
const leftAwake = {
  Catch: [{ ErrorEquals: ['States.ALL'], Assign: { g: '{% $states.errorOutput %}' }, Next: 'Raise Alarm' }],
};

/**
 * PatchInstance, the state machine that wakes, patches and puts back one instance. CloudFormation replaces the `${names}`.
 * What is known of the maintenance is the variable `i`, which each function is called with and adds to; `f` is the first
 * error, `g` the error for which the instance could not be put back. Times come from the context object, so that no
 * function reads a clock.
 *
 * Once it may have been started, every error leads to "Stop Instance". The machine as a whole has no TimeoutSeconds, for
 * that would end the execution without stopping the instance; each wait has a limit of its own instead.
 */
export const patchInstance = {
  Comment: 'Wakes an instance, patches it, proves the result and puts it back as it was found',
  QueryLanguage: 'JSONata',
  StartAt: 'Look at Instance',
  States: {
    'Look at Instance': invoke(
      'InstanceLeaser',
      {},
      {
        Arguments: `{% ${object({ ...BEGINNING, ...SETTINGS })} %}`,
        Assign: { i: '{% $states.result %}' },
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Assign: { f: '{% $states.errorOutput %}', i: `{% ${object(BEGINNING)} %}` },
            Next: 'Release Instance',
          },
        ],
        Next: 'Is Instance Admitted?',
      },
    ),
    'Is Instance Admitted?': choose('Release Instance', ['$i.admitted', 'Start Instance']),

    'Start Instance': invoke(
      'InstanceStarter',
      { known: `{ "startedAt": ${NOW}, ${firstPause('boot')} }, $states.result` },
      { ...onError('Stop Instance'), Next: 'Wait for Instance' },
    ),
    'Wait for Instance': pause('Poll Instance'),
    'Poll Instance': invoke(
      'InstancePoller',
      {
        members: `"until": "Ready", "agentVersion": $exists($i.agentVersion) ? $i.agentVersion : "", "since": $exists($i.rebootedAt) ? $i.rebootedAt : $i.startedAt, ${minutes('StartLimitMinutes')}, "looks": $i.looks.boot`,
        known: `$states.result.done ? { "readyAt": $exists($i.readyAt) ? $i.readyAt : ${NOW} } : {}`,
      },
      { ...onError('Stop Instance'), Next: 'Is Instance Ready?' },
    ),
    'Is Instance Ready?': choose(
      'Wait for Instance',
      ['$i.started = false', 'Start Instance'],
      ["$i.done and $exists($i.rebootedAt) and '${PostDocument}' != ''", 'Run PostDocument'],
      ['$i.done and $exists($i.rebootedAt)', 'After Patching'],
      ['$i.done and ${SnapshotsToKeep} > 0 and $exists($i.rootVolumeId)', 'Create Snapshot'],
      ['$i.done', 'Before Patching'],
    ),
    'Create Snapshot': call(
      'aws-sdk:ec2:createSnapshot',
      {
        VolumeId: '{% $i.rootVolumeId %}',
        Description: 'Before patching, by wakepatch',
        TagSpecifications: [
          { ResourceType: 'snapshot', Tags: [{ Key: 'wakepatch:snapshot', Value: '{% $i.instanceId %}' }] },
        ],
      },
      '{ "snapshotId": $states.result.SnapshotId }',
      { ...onError('After Patching', 'SnapshotFailed'), Next: 'Before Patching' },
    ),

    'Before Patching': runDocuments('Preparation', preparation, {
      Assign: { i: '{% $merge([$i, { "checkBefore": $states.result[0] }]) %}' },
      ...onError('After Patching'),
      Next: 'Patch Instance',
    }),
    'Patch Instance': invoke(
      'InstancePatcher',
      { known: `{ "sentAt": ${NOW}, ${firstPause('patch', `$floor((${LATEST} - $toMillis(${NOW})) / 1000)`)} }` },
      {
        Retry: [
          // Online a moment ago, but the agent may be updating itself. Nothing was sent.
          {
            ErrorEquals: ['InvalidInstanceId', 'ThrottlingException', 'Lambda.TooManyRequestsException'],
            IntervalSeconds: 5,
            MaxAttempts: 6,
          },
          // The command may have been sent: then it is found, and not sent again.
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2 },
        ],
        ...onError('After Patching'),
        Next: 'Wait for Patch',
      },
    ),
    'Wait for Patch': pause('Poll Patch'),
    'Poll Patch': invoke(
      'InstancePatchPoller',
      {
        members: `"since": $i.sentAt, ${minutes('PatchLimitMinutes')}, "looks": $i.looks.patch, "silenceLimitSeconds": 60 * \${StartLimitMinutes}, "latest": $fromMillis(${LATEST})`,
        known: `$states.result.done ? { "patchedAt": ${NOW} } : {}`,
      },
      { ...onError('After Patching'), Next: 'Is Patch Done?' },
    ),
    'Is Patch Done?': choose(
      'Wait for Patch',
      ["$i.done and '${BootAgain}' = 'true'", 'Reboot Instance'],
      ["$i.done and '${PostDocument}' != ''", 'Run PostDocument'],
      ['$i.done', 'After Patching'],
      ['$i.sendAgain', 'Patch Instance'],
    ),
    'Reboot Instance': call(
      'aws-sdk:ec2:rebootInstances',
      { InstanceIds: ['{% $i.instanceId %}'] },
      `{ "rebootedAt": ${NOW}, ${firstPause('boot')} }`,
      { ...onError('After Patching', 'RebootFailed'), Next: 'Wait for Instance' },
    ),
    'Run PostDocument': runDocuments('PostDocument', postDocument, {
      ...onError('After Patching'),
      Next: 'After Patching',
    }),
    // After a failure too it is seen who is logged in, what is installed, and that nobody is at it still.
    'After Patching': runDocuments(
      'Examination',
      examination,
      {
        Assign: { i: '{% $merge([$i, { "checkAfter": $states.result[0] }]) %}' },
        ...onError('Verify Patch'),
        Next: 'Verify Patch',
      },
      // Its agent was there a moment ago, or the machine went down in mid-patch: for that nobody waits long.
      { BackoffRate: 1 },
    ),
    'Verify Patch': invoke('InstanceVerifier', {}, { ...onError('Stop Instance'), Next: 'Stop Instance' }),

    'Stop Instance': invoke(
      'InstanceStopper',
      { known: `{ "stoppingAt": ${NOW}, ${firstPause('stop')} }` },
      {
        Retry: insist('OperationNotPermitted', 'UnsupportedOperation', 'InvalidInstanceID.NotFound'),
        ...leftAwake,
        Next: 'Is Instance Stopped?',
      },
    ),
    'Is Instance Stopped?': choose('Wait for Stop', [
      '$i.stopping = false or $exists($i.stoppedAt)',
      'Release Instance',
    ]),
    'Wait for Stop': pause('Poll Stop'),
    'Poll Stop': invoke(
      'InstancePoller',
      {
        members: `"until": "Stopped", "since": $i.stoppingAt, ${minutes('StopLimitMinutes')}, "looks": $i.looks.stop`,
        known: `$states.result.done ? { "stoppedAt": ${NOW} } : {}`,
      },
      { Retry: insist('InstanceNotStopped'), ...leftAwake, Next: 'Is Instance Stopped?' },
    ),

    ...raiseAlarm('Release Instance'),
    'Release Instance': invoke(
      'InstanceReleaser',
      { members: '"failure": $f, "stopFailure": $g' },
      { Retry: insist('InvalidEvent'), ...onError('Maintenance Failed'), Next: 'Did Anything Fail?' },
    ),
    'Did Anything Fail?': choose('Maintenance Done', ['$i.failed', 'Maintenance Failed']),
    'Maintenance Done': {
      Type: 'Succeed',
      Output:
        "{% $sift($i, function($v, $k) { $k in ['instanceId', 'outcome', 'reason', 'commandId', 'foundState', 'state', 'awakeSeconds'] }) %}",
    },
    // The first error stays the execution's error; that the instance could not be put back is added to its cause.
    'Maintenance Failed': {
      Type: 'Fail',
      Error: '{% $exists($f) ? $f.Error : $exists($g) ? $g.Error : $i.reason %}',
      Cause:
        '{% $join([$f.Cause, $exists($g) ? "It could not be put back: " & $g.Error & ": " & $g.Cause : [], $exists($f) or $exists($g) ? [] : $i.outcome], " ") %}',
    },
  },
};
