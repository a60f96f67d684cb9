import type { JsonObject } from '../json.ts';
import type { Diagnostic } from './diagnostic.ts';

type States = Record<string, JsonObject>;
/** A flow and where it stands. */
type Found = { flow: JsonObject; location: string };

const missingTarget = (message: string, location: string): Diagnostic => ({
  severity: 'ERROR',
  code: 'MISSING_TRANSITION_TARGET',
  message,
  location,
});

/** Whether every state that is named exists, every flow can end, and every state can be reached. */
export function validateTransitions(definition: JsonObject): Diagnostic[] {
  const flows = flowsIn({ flow: definition, location: '' });
  const dangling = flows.flatMap(validateTargets);
  if (!flows.every(canEnd)) {
    return [...dangling, { severity: 'ERROR', code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' }];
  }
  return [...dangling, ...flows.flatMap(validateReachable)];
}

function flowsIn(found: Found): Found[] {
  const nested = Object.entries(found.flow.States as States).flatMap(([name, state]) => {
    const at = `${found.location}/States/${name}`;
    const flows = ((state.Branches ?? []) as JsonObject[]).map((flow, i) => ({
      flow,
      location: `${at}/Branches[${i}]`,
    }));
    for (const field of ['ItemProcessor', 'Iterator']) {
      if (state[field] !== undefined) flows.push({ flow: state[field] as JsonObject, location: `${at}/${field}` });
    }
    return flows;
  });
  return [found, ...nested.flatMap(flowsIn)];
}

/** The states that a state names, each with the place where it does. */
function targetsOf(state: JsonObject): { target: string; field: string }[] {
  const targets = (['Next', 'Default'] as const)
    .filter((field) => state[field] !== undefined)
    .map((field) => ({ target: state[field] as string, field: field as string }));
  for (const list of ['Choices', 'Catch']) {
    for (const [i, entry] of ((state[list] ?? []) as JsonObject[]).entries()) {
      targets.push({ target: entry.Next as string, field: `${list}[${i}]/Next` });
    }
  }
  return targets;
}

function validateTargets({ flow, location }: Found): Diagnostic[] {
  const states = flow.States as States;
  const missing = (target: string, at: string) =>
    Object.hasOwn(states, target) ? [] : [missingTarget(`Missing 'Next' target: ${target}`, at)];
  return [
    ...missing(flow.StartAt as string, `${location}/StartAt`),
    ...Object.entries(states).flatMap(([name, state]) =>
      targetsOf(state).flatMap(({ target, field }) => missing(target, `${location}/States/${name}/${field}`)),
    ),
  ];
}

function canEnd({ flow }: Found): boolean {
  return Object.values(flow.States as States).some(
    (state) => state.End === true || state.Type === 'Succeed' || state.Type === 'Fail',
  );
}

function validateReachable({ flow, location }: Found): Diagnostic[] {
  const states = flow.States as States;
  const reached = new Set<string>();
  const pending = [flow.StartAt as string];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const state = states[name];
    if (!state || reached.has(name)) continue;
    reached.add(name);
    pending.push(...targetsOf(state).map(({ target }) => target));
  }
  return Object.keys(states)
    .filter((name) => !reached.has(name))
    .map((name) => missingTarget(`State "${name}" is not reachable.`, `${location}/States/${name}`));
}
