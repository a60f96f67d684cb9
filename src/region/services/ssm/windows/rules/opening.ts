const hour = 3_600_000;

/** When an opening ends, and from when on nothing is begun in it. Milliseconds since epoch; both options in hours. */
export function periodOf(opening: number, { Duration, Cutoff }: { Duration: number; Cutoff: number }) {
  const closesAt = opening + Duration * hour;
  return { closesAt, cutoffAt: closesAt - Cutoff * hour };
}

/**
 * What is done about an opening that is due. One that nobody could keep, because the Region was down until its cutoff,
 * was missed; one that is only late still opens, and ends when it should.
 */
export function openingOf(
  { now, cutoffAt }: { now: number; cutoffAt: number },
  isRunning: boolean,
): 'open' | 'missed' | 'overlapping' {
  if (now >= cutoffAt) return 'missed';
  return isRunning ? 'overlapping' : 'open';
}
