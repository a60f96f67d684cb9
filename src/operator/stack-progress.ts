/** How far an operation on a stack is, and what failed in it, from the stack's own events. Pure. */

/** Times are ISO 8601. */
export interface StackHappening {
  readonly id: string;
  readonly at: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export interface FailedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly at: string;
  readonly reason: string;
}

const stackType = 'AWS::CloudFormation::Stack';

/** The events of the newest operation, the newest first as they are given: it began with one of the stack itself. */
export function newestOperation(events: readonly StackHappening[]): readonly StackHappening[] {
  const began = events.findIndex(
    ({ type, status }) => type === stackType && /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(status),
  );
  return began === -1 ? events : events.slice(0, began + 1);
}

/**
 * What failed in the newest operation, the first failure first: what comes after is mostly its consequence, and what was only
 * cancelled because of it is left out.
 */
export function failuresIn(events: readonly StackHappening[]): FailedResource[] {
  return newestOperation(events)
    .filter(
      ({ type, status, reason = '' }) => status.endsWith('_FAILED') && type !== stackType && !/cancelled/i.test(reason),
    )
    .map(({ logicalId, type, status, at, reason = '' }) => ({ logicalId, type, status, at, reason }))
    .reverse();
}

export interface Progress {
  readonly done: number;
  /** undefined where nobody knows how many it will be, as in an update */
  readonly total?: number;
}

/**
 * How far an operation is that is under way; undefined when none is.
 * @param resources those that CloudFormation lists: while a stack is created, those that were begun
 * @param planned logical ids of the template, those under a condition apart
 */
export function progressOf(
  status: string,
  resources: readonly { readonly logicalId: string; readonly status: string }[],
  events: readonly StackHappening[],
  planned: { readonly always: readonly string[]; readonly conditional: readonly string[] },
): Progress | undefined {
  if (!status.endsWith('_IN_PROGRESS')) return undefined;
  const count = (wanted: string) => resources.filter((resource) => resource.status === wanted).length;
  if (status === 'CREATE_IN_PROGRESS') {
    const listed = new Set(resources.map(({ logicalId }) => logicalId));
    const total = new Set([...planned.always, ...planned.conditional.filter((id) => listed.has(id))]).size;
    return { done: count('CREATE_COMPLETE'), total };
  }
  if (/DELETE|ROLLBACK_IN_PROGRESS$/.test(status) && !status.startsWith('UPDATE'))
    return { done: count('DELETE_COMPLETE'), total: resources.length };
  const changed = newestOperation(events).filter(
    ({ type, status: each }) => type !== stackType && /^(CREATE|UPDATE|DELETE)_COMPLETE$/.test(each),
  );
  return { done: new Set(changed.map(({ logicalId }) => logicalId)).size };
}
