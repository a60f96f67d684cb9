/**
 * A schedule, or what was given along with it, means nothing. The message is for people: one sentence on the cause,
 * one on the way out. The services turn it into their own wire error.
 */
export class InvalidSchedule extends Error {
  override readonly name = 'InvalidSchedule';
}
