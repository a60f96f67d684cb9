import type { FoundState } from './instance-state.ts';

/** What becomes of an instance at the end, however the end was reached. */
export const AFTER_PATCHING = ['RestoreFoundState', 'AlwaysStop'] as const;
export type AfterPatching = (typeof AFTER_PATCHING)[number];

const STOPS: Record<AfterPatching, (found: FoundState) => boolean> = {
  // Woken, it sleeps again; found running, it is left running.
  RestoreFoundState: (found) => found === 'stopped',
  AlwaysStop: () => true,
};

/** Whether an instance that was found so is to be stopped. */
export function shouldStop(found: FoundState, afterPatching: AfterPatching): boolean {
  return STOPS[afterPatching](found);
}
