/** What holds after each case, whatever went wrong. */
import type { Result } from './batch.ts';
import type { How } from './faulty-services.ts';

type Rule = (result: Result) => string | false | undefined;

/** The names that a caller may give to a call that went so. */
const ERRORS: Record<How, RegExp> = {
  throttled: /RequestLimitExceeded|Throttling|TooManyRequests|SlowDown|Ec2Exception/,
  'internal error': /InternalError|InternalServerError|InternalFailure|ServiceException|AWSLambdaException|Exception$/,
  'access denied': /UnauthorizedOperation|AccessDenied|Exception$/,
  'no answer': /States\.Timeout|InternalError|Exception$/,
  'answer lost': /InternalError|InternalServerError|AWSLambdaException|Exception$/,
};
/** Names of ours for what went wrong with a call of the state machine itself. */
const OURS = /^(SnapshotFailed|RebootFailed|CheckFailed|HookFailed)$/;

const isAwake = (state: string) => state !== 'stopped' && state !== 'terminated' && state !== 'gone';

/** Where the sweeper itself may never stop anything, it can only tell. */
const cannotBeSwept = (fault: Result['case']['fault']) =>
  fault?.caller === 'LeaseSweeper' && fault.call === 'ec2 StopInstances' && fault.times === Number.POSITIVE_INFINITY;

export const RULES: Readonly<Record<string, Rule>> = {
  'nothing found stopped is awake past the window and one sweep': ({ case: { found, fault }, ...result }) => {
    const { taken, alarmed, state, machine } = result;
    const awake = isAwake(state) || machine === 'running';
    return (
      found === 'stopped' && !taken && awake && !(cannotBeSwept(fault) && alarmed) && `${state}, machine ${machine}`
    );
  },

  'nothing found running was stopped': ({ case: { found }, taken, state, sameBoot }) =>
    found === 'running' && !taken && (state !== 'running' || !sameBoot) && `${state}, same boot: ${sameBoot}`,

  'a fault that has to strike has struck': ({ case: { strikes }, struck }) => strikes && !struck && 'it never did',

  'the outcome is told': ({ told, case: { silent } }) =>
    !silent && told.outcome === undefined && 'there is no evidence',

  'what the sweeper had to stop is told': ({ swept, alarmed, case: { fault } }) =>
    swept && !alarmed && fault?.call !== 'sns Publish' && 'no alarm',

  'what is called patched is patched': ({ told: { outcome }, updatesLeft }) =>
    ['Patched', 'AlreadyCompliant'].includes(outcome ?? '') && updatesLeft && 'updates are pending',

  'what is called skipped was not touched': ({ case: { act }, told: { outcome }, sent, sameBoot }) =>
    outcome === 'Skipped' && !act && (sent || !sameBoot) && `command sent: ${sent}, same boot: ${sameBoot}`,

  'what is said not to have been woken was not patched': ({ told: { outcome }, sent, case: { fault } }) =>
    outcome === 'WakeFailed' && sent && fault?.how !== 'answer lost' && 'a patch command was sent',

  'what is left awake is told at once': ({ told: { outcome, reason }, alarmed, case: { fault } }) =>
    outcome === 'LeftAwake' && reason !== 'Unfinished' && !alarmed && fault?.call !== 'sns Publish' && 'no alarm',

  'the outcome is the one expected': ({ case: { outcomes }, told: { outcome } }) =>
    outcomes !== undefined && !outcomes.includes(outcome as never) && `${outcome}`,

  'the reason is the one expected': ({ case: { reason, outcomes }, told }) =>
    reason !== undefined && told.reason !== reason && outcomes?.includes(told.outcome as never) && `${told.reason}`,

  'the first error is the one reported': ({ case: { fault, error: earlier }, told: { error } }) => {
    if (!fault || error === undefined) return false;
    const isFirst = earlier ? error === earlier : ERRORS[fault.how].test(error) || OURS.test(error);
    return !isFirst && `${error} after ${earlier ?? fault.how}`;
  },
};

/** The rules that a result breaks, each with what was seen. */
export function broken(result: Result): string[] {
  return Object.entries(RULES).flatMap(([rule, check]) => {
    const seen = check(result);
    return seen ? [`${rule}: ${seen}`] : [];
  });
}
