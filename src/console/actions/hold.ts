import { holdAll, releaseAll } from '../../operator/fleet/hold.ts';
import { type Action, maybe, texts } from '../view.ts';

const time = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const some = (value: unknown): boolean => texts(value) && (value as unknown[]).length > 0;

/** Holds machines until a time (ISO 8601), or until they are released: they are neither woken nor, once awake, stopped. */
export const hold: Action<{ instances: readonly string[]; until?: string }, void> = {
  input: { instances: some, until: maybe(time) },
  carryOut: ({ clients }, { instances, until }) =>
    holdAll(clients, instances, until === undefined ? undefined : new Date(until)),
};

/** Takes the hold of machines away. */
export const release: Action<{ instances: readonly string[] }, void> = {
  input: { instances: some },
  carryOut: ({ clients }, { instances }) => releaseAll(clients, instances),
};
