/** An instance of a fleet, as far as its place in the order goes. */
export interface Member {
  readonly instanceId: string;
  /** when it was last seen to be clean; undefined: never */
  readonly verified?: Date;
  /** whether there was not enough time for it in the last run */
  readonly waiting?: boolean;
}

const DAY = 86_400_000;

/**
 * First those for which there was not enough time in the last run, then the longest without a verified patch, those never
 * verified before the others; by id among equals, so that the order is the same each time.
 */
export function inOrder<T extends Member>(members: readonly T[]): T[] {
  const since = ({ waiting, verified }: Member) => (waiting ? -1 : (verified?.getTime() ?? 0));
  return [...members].sort((a, b) => since(a) - since(b) || (a.instanceId < b.instanceId ? -1 : 1));
}

/** Whole days since the last verified patch; undefined when there was none. */
export function staleDays({ verified }: Member, now: Date): number | undefined {
  return verified && Math.floor((now.getTime() - verified.getTime()) / DAY);
}

/** Whether an instance is older than the objective allows. One that was never verified is. */
export function isStale(member: Member, now: Date, objectiveDays: number): boolean {
  return (staleDays(member, now) ?? Number.POSITIVE_INFINITY) > objectiveDays;
}

/**
 * How many of `total` a number or percentage such as `3` or `10%` is; a percentage is rounded up, so that 1 % of few is one.
 */
export function share(numberOrPercentage: string, total: number): number {
  const value = Number.parseInt(numberOrPercentage, 10);
  return Math.min(total, numberOrPercentage.endsWith('%') ? Math.ceil((value * total) / 100) : value);
}
