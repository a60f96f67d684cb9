// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { choose, RETRY } from './states.ts';

const CHECK =
  '{ "document": "${MachineCheck}", "parameters": { "LockSeconds": ["${LockSeconds}"] }, ' +
  '"minutes": ${LockSeconds} / 60 + 2, "error": "CheckFailed", "again": true }';
const hook = (parameter: string) =>
  `{ "document": "\${${parameter}}", "parameters": {}, "minutes": \${PatchLimitMinutes}, "error": "HookFailed", "again": false }`;

/** What is run before patching: the check of the machine, then the people's document if there is one. In JSONata. */
export const preparation = `$append([${CHECK}], '\${PreDocument}' = '' ? [] : [${hook('PreDocument')}])`;

/** The people's document after patching. In JSONata. */
export const postDocument = `[${hook('PostDocument')}]`;

/** The check of the machine, by itself. In JSONata. */
export const examination = `[${CHECK}]`;

/** What the steps that failed wrote to standard error, which stands behind a line in their output. In JSONata. */
const ERRORS =
  "$substring($trim($substringAfter($join([$states.result.CommandInvocations.CommandPlugins[Status != 'Success'].Output], ' '), " +
  "'ERROR-------')), 0, 500)";

const UNDER_WAY = "$s in ['Pending', 'InProgress', 'Delayed']";
// Run Command takes a few seconds for anything at all; a look costs as much as 6.6 idle seconds (rules/wait.ts).
const FIRST_PAUSE = 5;
const MINUTES = '($toMillis($states.context.State.EnteredTime) - $toMillis($t)) / 60000';

/**
 * Runs documents on the instance, one after the other, and answers with the ids of their commands. One with `again`, of
 * which nothing is heard in its time, is sent a second time: an agent that replaces itself loses commands.
 * @param patience of the retrier for an instance whose agent is away, where it is not five minutes
 */
export function runDocuments(name: string, documents: string, rest: object, patience: object = {}) {
  const send = `Send ${name}`;
  const wait = `Wait for ${name}`;
  const look = `Poll ${name}`;
  const ask = `Is ${name} Done?`;
  const done = `${name} Done`;
  const failed = `${name} Failed`;
  return {
    Type: 'Map',
    MaxConcurrency: 1,
    Items: `{% ${documents} %}`,
    ItemProcessor: {
      StartAt: send,
      States: {
        [send]: {
          Type: 'Task',
          Resource: 'arn:${Partition}:states:::aws-sdk:ssm:sendCommand',
          Arguments:
            '{% { "DocumentName": $states.input.document, "InstanceIds": [$i.instanceId], "Parameters": $states.input.parameters, "TimeoutSeconds": 600 } %}',
          // Only what was refused: people's documents may not bear to be run twice.
          Retry: [
            {
              ErrorEquals: ['Ssm.InvalidInstanceIdException', 'Ssm.ThrottlingException'],
              IntervalSeconds: 5,
              MaxAttempts: 6,
              ...patience,
            },
          ],
          Assign: {
            c: '{% $states.result.Command.CommandId %}',
            t: '{% $states.context.State.EnteredTime %}',
            p: FIRST_PAUSE,
            n: '{% $exists($n) ? $n + 1 : 1 %}',
          },
          Output: '{% $states.input %}',
          Next: wait,
        },
        [wait]: { Type: 'Wait', Seconds: '{% $p %}', Next: look },
        [look]: {
          Type: 'Task',
          // Of all steps: GetCommandInvocation would have to be told the name of each.
          Resource: 'arn:${Partition}:states:::aws-sdk:ssm:listCommandInvocations',
          Arguments: { CommandId: '{% $c %}', InstanceId: '{% $i.instanceId %}', Details: true },
          Retry: RETRY,
          Assign: {
            // For a moment after SendCommand it is not known yet.
            s: "{% $exists($states.result.CommandInvocations.Status) ? $states.result.CommandInvocations.Status : 'Pending' %}",
            e: `{% ${ERRORS} %}`,
            p: '{% $min([60, $ceil($p * 1.5)]) %}',
          },
          Output: '{% $states.input %}',
          Next: ask,
        },
        [ask]: choose(
          failed,
          ["$s = 'Success'", done],
          [`${UNDER_WAY} and ${MINUTES} < $states.input.minutes and $states.context.State.EnteredTime < $i.end`, wait],
          [`${UNDER_WAY} and $states.input.again and $n < 2 and $not($exists($f))`, send],
        ),
        [done]: { Type: 'Succeed', Output: '{% $c %}' },
        [failed]: {
          Type: 'Fail',
          Error: '{% $states.input.error %}',
          Cause: '{% $states.input.document & " ended as " & $s & ". " & $e %}',
        },
      },
    },
    ...rest,
  };
}
