// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
/** Every error, a few times: what a function finds wrong is looked at again before it is believed. */
export const RETRY = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 4, JitterStrategy: 'FULL' }];

/** Retriers for what must not be given up: every error, for some six minutes, but those that time does not mend. */
export function insist(...hopeless: string[]) {
  return [
    ...(hopeless.length ? [{ ErrorEquals: hopeless, MaxAttempts: 0 }] : []),
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxDelaySeconds: 60, MaxAttempts: 10, JitterStrategy: 'FULL' },
  ];
}

/** Beyond the functions' own time-out: an answer that never comes must not hold up the execution. */
const ANSWER_SECONDS = 90;

/**
 * Calls the named function with the record `$i` of the maintenance, and adds its answer to that.
 * @param members in JSONata: what the function is told besides
 * @param known in JSONata: what becomes known besides by its answer
 */
export function invoke(name: string, options: { members?: string; known?: string }, rest: object) {
  const { members = '', known = '' } = options;
  return {
    Type: 'Task',
    Resource: `\${${name}}`,
    Arguments: `{% $merge([$i, { "now": $states.context.State.EnteredTime${members && `, ${members}`} }]) %}`,
    TimeoutSeconds: ANSWER_SECONDS,
    Retry: RETRY,
    Assign: { i: `{% $merge([$i, $states.result${known && `, ${known}`}]) %}` },
    ...rest,
  };
}

/**
 * Calls an operation of a service by itself; what it answers with is added to the record as `known` has it, in JSONata.
 * @param operation as Step Functions names its integrations, such as `aws-sdk:ec2:createSnapshot`
 */
export function call(operation: string, args: object, known: string, rest: object) {
  return {
    Type: 'Task',
    Resource: `arn:\${Partition}:states:::${operation}`,
    Arguments: args,
    TimeoutSeconds: ANSWER_SECONDS,
    Retry: RETRY,
    Assign: { i: `{% $merge([$i, ${known}]) %}` },
    ...rest,
  };
}

/** On any error: keep it as `$f`, unless there was one before, and go on with `next`. Our name stands for a service's. */
export function onError(next: string, name?: string) {
  const error = name ? `{ "Error": "${name}", "Cause": $states.errorOutput.Cause }` : '$states.errorOutput';
  return {
    Catch: [{ ErrorEquals: ['States.ALL'], Assign: { f: `{% $exists($f) ? $f : ${error} %}` }, Next: next }],
  };
}

export function choose(otherwise: string, ...choices: [condition: string, next: string][]) {
  const Choices = choices.map(([condition, Next]) => ({ Condition: `{% ${condition} %}`, Next }));
  return { Type: 'Choice', Choices, Default: otherwise };
}

/** Pauses for as long as the last look said. */
export function pause(next: string) {
  return { Type: 'Wait', Seconds: '{% $i.waitSeconds %}', Next: next };
}
