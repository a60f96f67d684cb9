/** Why an instance is as it is, in sentences. */
import type { Reason } from '../../maintenance/rules/outcome.ts';
import { leftOnAdvice, outcomeAdvice, reasonAdvice } from '../../operator/fleet/advice.ts';
import { toSeconds } from '../../operator/fleet/attention.ts';
import type { Told } from '../../operator/fleet/report.ts';
import type { NextRun, RunOfInstance, Why } from '../../operator/fleet/why.ts';
import { plain } from '../plain.ts';
import { duration } from '../times.ts';
import { causeText } from './report-text.ts';

/** @param stackName for the commands that are named */
export function whyText(why: Why, stackName: string): string {
  return [now(why), why.runs.length ? why.runs.map(lastRun).join('\n\n') : noRun, next(why, stackName)].join('\n\n');
}

const noRun = 'No run has any evidence of it.';

/** A heading, and the sentences under it. */
function part(heading: string, sentences: readonly (string | undefined)[]): string {
  return [heading, ...sentences.filter((one) => one !== undefined && one !== '').map((one) => `  ${one}`)].join('\n');
}

function now(why: Why): string {
  const { instanceId, name, state, stateReason, hold, leases } = why;
  const reason = stateReason && state !== 'running' ? ` (${plain(stateReason)})` : '';
  return part(`${`${instanceId} ${plain(name)}`.trimEnd()} is ${state}${reason}.`, [
    state === 'running' || state === 'pending' ? whyOn(why) : undefined,
    ...leases.map(({ owner, found, until, alarm }) =>
      alarm
        ? `ALARM: the execution ${plain(owner)} woke it, and its lease has expired at ${toSeconds(until)}. The sweeper stops it; stop it yourself if that cannot wait.`
        : `The execution ${plain(owner)} has it until ${toSeconds(until)}; it found it ${found}.`,
    ),
    hold && `It is held: ${heldText(hold)}. Runs pass it over; give it back with: wakepatch release ${instanceId}`,
  ]);
}

const heldText = (until: string) =>
  Number.isNaN(Date.parse(until)) ? 'until somebody releases it' : `until ${plain(until)}`;

/** Who has it on: an execution, somebody of whom the last run knows, or somebody else. */
function whyOn({ leases, phase, launched = '', runs: [last] }: Why): string {
  const since = `It is on since ${toSeconds(launched)}`;
  const waker = leases.find(({ found, alarm }) => found === 'stopped' && !alarm);
  if (waker) return `${since}: it was woken to be patched${phase ? `, and is just now: ${phase}` : ''}.`;
  if (leases.some(({ alarm }) => alarm)) return `${since}: it was woken, and was not stopped.`;
  const told = last?.told;
  // What the last run left on is on for that reason only as long as nobody has started it since.
  const isOfLastRun = told?.startedAt !== undefined && launched <= (told.stoppingAt ?? told.now ?? '');
  if (told?.leftOn && isOfLastRun) {
    const { reason, who } = told.leftOn;
    const { means, todo } = leftOnAdvice[reason];
    return `${since}: the last run woke it and left it on, because of ${plain(who)} (${reason}). ${means} ${todo}`;
  }
  if (told?.outcome === 'LeftAwake' && isOfLastRun)
    return `${since}: the last run woke it and could not stop it (${plain(told.reason)}).`;
  return `${since}: no run holds it, so somebody else has started it. wakepatch stops only what it woke.`;
}

function lastRun({ run, began = '', told, planned }: RunOfInstance): string {
  const name = plain(run.split('/').at(-1) ?? run);
  const heading = `The run ${name} of ${toSeconds(began)}`;
  if (told) return part(`${heading} ${cameTo(told)}`, maintained(told, planned !== undefined));
  if (!planned) return heading;
  if (planned.admitted)
    return part(`${heading} planned to patch it, and did not come to it.`, [
      'It is under way still, or it was ended early: too many others had failed, or somebody aborted it.',
    ]);
  const { reason, because } = planned;
  const advice = reason && reasonAdvice[reason];
  return part(`${heading} passed it over: ${reason}${because ? `, ${plain(because)}` : ''}.`, [
    advice?.means,
    advice?.todo,
  ]);
}

function cameTo({ outcome, reason }: Told): string {
  return reason === 'Unfinished' ? 'has it, and is not done with it.' : `came to ${outcome}, ${plain(reason)}.`;
}

function maintained(told: Told, isPlanned: boolean): string[] {
  const {
    outcome,
    reason,
    cause,
    foundState,
    startedAt,
    awakeSeconds,
    commandId,
    changes,
    missing = [],
    leftOn,
  } = told;
  const advice = reasonAdvice[reason as Reason];
  return [
    foundState === 'stopped'
      ? `It was found stopped${startedAt ? `, and was woken at ${toSeconds(startedAt)}` : ''}${isPlanned ? ', because the stack selects it' : ', because somebody named it'}.`
      : foundState
        ? `It was found ${foundState}, and so was neither started nor stopped.`
        : '',
    advice ? advice.means : outcomeAdvice[outcome].means,
    changes?.length ? `${changes.length} package${changes.length === 1 ? '' : 's'} changed.` : '',
    missing.length ? `Missing: ${plain(missing.join(', ')).slice(0, 300)}.` : '',
    cause ? `Cause: ${plain(causeText(cause)).slice(0, 300)}` : '',
    leftOn ? `It was left on, because of ${plain(leftOn.who)} (${leftOn.reason}).` : '',
    awakeSeconds ? `It was awake for ${duration(awakeSeconds)}.` : '',
    commandId ? `What the command printed: wakepatch output ${commandId} --instance ${told.instanceId}` : '',
    advice && advice.todo !== 'Nothing.' ? advice.todo : '',
  ];
}

function next({ next: run, selection, now: time, verified }: Why, stackName: string): string {
  if (!run)
    return part(`A run now would not touch it: the stack ${stackName} does not select it.`, [
      `It selects instances ${plain(selection)}.`,
    ]);
  const { member } = run;
  if (member.admitted)
    return part(`A run now would patch it, ${placeText(run)}.`, [staleness(member.stale, verified, time)]);
  const advice = member.reason && reasonAdvice[member.reason];
  return part(`A run now would pass it over: ${member.reason}${member.because ? `, ${plain(member.because)}` : ''}.`, [
    advice?.means,
    advice?.todo,
  ]);
}

function placeText({ place, of, isCanary }: NextRun): string {
  return `as number ${place} of ${of}${isCanary ? ', a canary: it goes before the others' : ''}`;
}

function staleness(isStale: boolean, verified: string | undefined, time: string): string {
  const since = verified === undefined ? Number.NaN : Date.parse(time) - Date.parse(verified);
  const days = Math.floor(since / 86_400_000);
  const when = Number.isNaN(days)
    ? 'It was never seen to be clean'
    : days === 0
      ? 'It was last seen to be clean today'
      : `It was last seen to be clean ${days} day${days === 1 ? '' : 's'} ago`;
  return `${when}${isStale ? ', which is longer than the objective allows' : ''}.`;
}
