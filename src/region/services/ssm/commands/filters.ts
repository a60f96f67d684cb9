import type { CommandFilter } from '@aws-sdk/client-ssm';
import { invalidFilterKey } from '../errors.ts';
import type { Command } from './rows.ts';

/** What a filter of ListCommands and ListCommandInvocations looks at. */
interface Filtered {
  readonly command: Command;
  /** Status and StatusDetails of the command, or of the invocation */
  readonly statuses: readonly string[];
  readonly over: boolean;
}

/** CommandFilter, by key (API page "CommandFilter"). */
const filters: Readonly<Record<string, (value: string, filtered: Filtered) => boolean>> = {
  InvokedAfter: (value, { command }) => command.requestedAt >= Date.parse(value),
  InvokedBefore: (value, { command }) => command.requestedAt < Date.parse(value),
  Status: (value, { statuses }) => statuses.includes(value),
  ExecutionStage: (value, { over }) => (value === 'Complete') === over,
  DocumentName: (value, { command }) => command.request.documentName === value,
};

/** @throws WireError InvalidFilterKey */
export function matches(given: readonly CommandFilter[] | undefined, filtered: Filtered): boolean {
  return (given ?? []).every(({ key, value }) => {
    const filter = filters[key!];
    if (filter === undefined) throw invalidFilterKey(`The filter key ${key} is not valid.`);
    return filter(value!, filtered);
  });
}
