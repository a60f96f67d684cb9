// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
/** Errors of a call that was refused before anything was done. */
export const REFUSED = [
  'Lambda.TooManyRequestsException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ServiceUnavailable',
  'Unavailable',
];

/** Errors of a call that may have been carried out though no good answer came. */
export const LOST = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'States.Timeout',
  'InternalError',
  'InternalServerError',
];

/** A retrier: six times, doubling the pause from 2 s to 60 s, with jitter, unless said otherwise. */
export function retry(errors: string[], differences: object = {}) {
  return {
    ErrorEquals: errors,
    IntervalSeconds: 2,
    MaxDelaySeconds: 60,
    MaxAttempts: 6,
    JitterStrategy: 'FULL',
    ...differences,
  };
}

/** Retriers for what must not be given up: every error, for some six minutes, but those that time does not mend. */
export function insist(hopeless: string[]) {
  return [{ ErrorEquals: hopeless, MaxAttempts: 0 }, retry(['States.ALL'], { MaxAttempts: 10 })];
}

/** Calls the named function. Its answer becomes the state's output. */
export function invoke(name: string, payload: Record<string, string>, rest: object) {
  return {
    Type: 'Task',
    Resource: 'arn:${Partition}:states:::lambda:invoke',
    Arguments: { FunctionName: `\${${name}}`, Payload: payload },
    // Beyond the function's own time-out; an answer that never comes must not hold up the execution.
    TimeoutSeconds: 90,
    Retry: [retry([...REFUSED, ...LOST])],
    Output: '{% $states.result.Payload %}',
    ...rest,
  };
}

/** Goes to `yes` if the condition holds, else to `no`. */
export function choose(condition: string, yes: string, no: string) {
  return { Type: 'Choice', Choices: [{ Condition: condition, Next: yes }], Default: no };
}

/** Assigns what a wait named `name` needs, to be merged into the state that begins it. */
export function beginWait(name: string) {
  return {
    [`${name}Since`]: '{% $states.context.State.EnteredTime %}',
    [`${name}Pause`]: '{% ${PollIntervalSeconds} %}',
  };
}

/** Three states: pause, look, and decide whether to go on to `next` or to pause again. */
export function waitUntil(options: {
  /** The wait that `beginWait` began; a name of its own, since an inner scope may not reuse names of an outer one. */
  wait: string;
  states: { wait: string; poll: string; choice: string };
  poller: string;
  payload: Record<string, string>;
  limitMinutes: string;
  next: string;
  rest?: object;
}) {
  const { wait, states, next } = options;
  const payload = {
    instanceId: '{% $instanceId %}',
    ...options.payload,
    since: `{% $${wait}Since %}`,
    now: '{% $states.context.State.EnteredTime %}',
    limitSeconds: `{% 60 * ${options.limitMinutes} %}`,
    intervalSeconds: '{% ${PollIntervalSeconds} %}',
  };
  return {
    [states.wait]: { Type: 'Wait', Seconds: `{% $${wait}Pause %}`, Next: states.poll },
    [states.poll]: invoke(options.poller, payload, {
      Assign: { [`${wait}Pause`]: '{% $states.result.Payload.waitSeconds %}' },
      ...options.rest,
      Next: states.choice,
    }),
    [states.choice]: choose('{% $states.input.done %}', next, states.wait),
  };
}
