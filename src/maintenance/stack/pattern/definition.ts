// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { beginWait, choose, insist, invoke, LOST, REFUSED, retry, waitUntil } from './states.ts';

const startAndPatch = {
  'Start Instance': invoke(
    'InstanceStarter',
    { instanceId: '{% $instanceId %}' },
    {
      Retry: [
        // Capacity may come back, and an instance that is still stopping can be started once it has stopped.
        retry(['InsufficientInstanceCapacity', 'IncorrectInstanceState'], { IntervalSeconds: 15, MaxAttempts: 8 }),
        retry([...REFUSED, ...LOST]),
      ],
      Assign: beginWait('start'),
      Next: 'Wait for Instance',
    },
  ),
  ...waitUntil({
    wait: 'start',
    states: { wait: 'Wait for Instance', poll: 'Poll Instance', choice: 'Is Instance Ready?' },
    poller: 'InstancePoller',
    payload: { until: 'Ready' },
    limitMinutes: '${StartLimitMinutes}',
    next: 'Patch Instance',
  }),
  'Patch Instance': invoke(
    'InstancePatcher',
    { instanceId: '{% $instanceId %}', operation: '${PatchOperation}', rebootOption: '${RebootOption}' },
    {
      Retry: [
        // Online a moment ago, but the agent may be updating itself.
        retry(['InvalidInstanceId'], { IntervalSeconds: 5 }),
        retry(REFUSED),
        // The command may have been sent. Sent again it finds its work done; but not more than once.
        retry(LOST, { MaxAttempts: 1 }),
      ],
      Assign: { ...beginWait('patch'), sentCommandId: '{% $states.result.Payload.commandId %}' },
      Next: 'Wait for Patch',
    },
  ),
  ...waitUntil({
    wait: 'patch',
    states: { wait: 'Wait for Patch', poll: 'Poll Patch', choice: 'Is Patch Done?' },
    poller: 'InstancePatchPoller',
    payload: { commandId: '{% $sentCommandId %}' },
    limitMinutes: '${PatchLimitMinutes}',
    next: 'Instance Patched',
  }),
  'Instance Patched': { Type: 'Succeed' },
};

// The first error stays the execution's error; that the instance could not be put back is added to its cause.
const keepFirstFailure = {
  ErrorEquals: ['States.ALL'],
  Assign: {
    failure:
      '{% $exists($failure.Error) ? { "Error": $failure.Error, "Cause": $failure.Cause & ' +
      '" Moreover it could not be put back: " & $states.errorOutput.Error & ": " & $states.errorOutput.Cause } : $states.errorOutput %}',
  },
  Next: 'Maintenance Failed',
};

/**
 * The state machine's definition: one instance is started, patched and put back. CloudFormation replaces the `${names}`.
 * Times come from the context object, so that no function reads a clock.
 *
 * What may fail stands in a Parallel state with a single branch, which is how the Amazon States Language says "try":
 * whatever fails in there, an expression included, leads to "Stop Instance". The machine as a whole has no TimeoutSeconds,
 * for that would end the execution without stopping the instance; each wait has a limit of its own instead.
 */
export const definition = {
  Comment: 'Starts an instance, patches it and puts it back as it was found',
  QueryLanguage: 'JSONata',
  StartAt: 'Look at Instance',
  States: {
    // The found state is on record before anything changes, so that a start whose answer is lost is put right as well.
    'Look at Instance': invoke(
      'InstancePoller',
      { instanceId: '{% $states.input.instanceId %}' },
      {
        Assign: {
          instanceId: '{% $states.result.Payload.instanceId %}',
          foundState: '{% $states.result.Payload.foundState %}',
          failure: {},
        },
        Next: 'Wake and Patch',
      },
    ),
    'Wake and Patch': {
      Type: 'Parallel',
      Branches: [{ StartAt: 'Start Instance', States: startAndPatch }],
      Catch: [{ ErrorEquals: ['States.ALL'], Assign: { failure: '{% $states.errorOutput %}' }, Next: 'Stop Instance' }],
      Assign: { commandId: '{% $states.result[0].commandId %}' },
      Next: 'Stop Instance',
    },
    'Stop Instance': invoke(
      'InstanceStopper',
      { instanceId: '{% $instanceId %}', foundState: '{% $foundState %}', afterPatching: '${AfterPatching}' },
      {
        Retry: insist(['OperationNotPermitted', 'UnsupportedOperation', 'InvalidInstanceID.NotFound']),
        Catch: [keepFirstFailure],
        Assign: beginWait('stop'),
        Next: 'Is Instance Stopping?',
      },
    ),
    'Is Instance Stopping?': choose('{% $states.input.stopping %}', 'Wait for Stop', 'Did Anything Fail?'),
    ...waitUntil({
      wait: 'stop',
      states: { wait: 'Wait for Stop', poll: 'Poll Stop', choice: 'Is Instance Stopped?' },
      poller: 'InstancePoller',
      payload: { until: 'Stopped' },
      limitMinutes: '${StopLimitMinutes}',
      next: 'Did Anything Fail?',
      rest: { Retry: insist(['InstanceNotStopped']), Catch: [keepFirstFailure] },
    }),
    'Did Anything Fail?': choose('{% $exists($failure.Error) %}', 'Maintenance Failed', 'Maintenance Done'),
    'Maintenance Done': {
      Type: 'Succeed',
      Output: {
        instanceId: '{% $instanceId %}',
        commandId: '{% $commandId %}',
        foundState: '{% $foundState %}',
        state: '{% $states.input.state %}',
      },
    },
    'Maintenance Failed': { Type: 'Fail', Error: '{% $failure.Error %}', Cause: '{% "" & $failure.Cause %}' },
  },
};
