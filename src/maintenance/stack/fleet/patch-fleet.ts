// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { patchInstance } from './patch-instance.ts';
import { choose, RETRY } from './states.ts';

const keepError = (next: string) => ({
  Catch: [{ ErrorEquals: ['States.ALL'], Assign: { f: '{% $states.errorOutput %}' }, Next: next }],
});
const { Comment: _, QueryLanguage: __, ...child } = patchInstance;

const RUN =
  '"execution": $states.context.Execution.Name, "began": $states.context.Execution.StartTime, ' +
  '"now": $states.context.State.EnteredTime';

/**
 * PatchFleet, the state machine of a run: it plans, patches the canaries, then the rest, and reports. Each instance is a
 * child execution of a distributed Map, so that its history is its own. A child that fails ends nothing by itself, for
 * those beside it would be cut off in the middle of their patching: whether too many have failed is what each one asks
 * before it begins.
 */
export const patchFleet = {
  Comment: 'Patches a fleet: canaries first, then the rest, then the report',
  QueryLanguage: 'JSONata',
  StartAt: 'Plan',
  States: {
    Plan: {
      Type: 'Task',
      Resource: '${FleetPlanner}',
      Arguments: `{% { ${RUN}, "end": $states.input.end, "windowExecutionId": $states.input.windowExecutionId } %}`,
      TimeoutSeconds: 600,
      Retry: RETRY,
      Assign: { p: '{% $states.result %}', wave: '{% $states.result.canaries > 0 ? "canaries" : "rest" %}' },
      ...keepError('Run Failed'),
      Next: 'Is Anybody There?',
    },
    'Is Anybody There?': choose('Report', ['$p.planned > 0', 'Patch Instances']),
    'Patch Instances': {
      Type: 'Map',
      Label: 'PatchInstance',
      MaxConcurrency: '{% $p.maxConcurrency %}',
      ToleratedFailurePercentage: 100,
      ItemReader: {
        Resource: 'arn:${Partition}:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: '${EvidenceBucket}', Key: '{% $p.run & "/" & $wave & ".json" %}' },
      },
      // What the fleet takes is known of those, too, that were never measured.
      ItemSelector: '{% $merge([$states.context.Map.Item.Value, { "typical": $p.typical }]) %}',
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...child },
      ResultWriter: {
        Resource: 'arn:${Partition}:states:::s3:putObject',
        Arguments: { Bucket: '${EvidenceBucket}', Prefix: '{% $p.run & "/" & $wave %}' },
      },
      ...keepError('Report'),
      Next: 'Were They Canaries?',
    },
    'Were They Canaries?': choose('Report', ['$wave = "canaries" and $p.planned > $p.canaries', 'Judge Canaries']),
    'Judge Canaries': {
      Type: 'Task',
      Resource: '${CanaryJudge}',
      Arguments: '{% $p %}',
      TimeoutSeconds: 600,
      Retry: RETRY,
      Assign: {
        wave: 'rest',
        failures: '{% $states.result.failures %}',
        p: '{% $merge([$p, { "typical": $states.result.typical }]) %}',
      },
      ...keepError('Report'),
      Next: 'Did a Canary Fail?',
    },
    'Did a Canary Fail?': choose('Patch Instances', ['$failures > 0', 'Report']),
    Report: {
      Type: 'Task',
      Resource: '${FleetReporter}',
      Arguments: `{% { ${RUN}, "run": $p.run, "problem": $f.Error } %}`,
      TimeoutSeconds: 900,
      Retry: RETRY,
      ...keepError('Run Failed'),
      Next: 'Did the Run Fail?',
    },
    'Did the Run Fail?': choose('Run Done', ['$exists($f) or $states.input.failed', 'Run Failed']),
    'Run Done': { Type: 'Succeed' },
    'Run Failed': {
      Type: 'Fail',
      Error: '{% $exists($f) ? $f.Error : "InstancesFailed" %}',
      Cause: '{% $exists($f) ? $f.Cause : $string($states.input.totals.outcomes) %}',
    },
  },
};
