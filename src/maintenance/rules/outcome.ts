/** What an execution of the workflow came to on its instance, in the words that people are told. */
export type Outcome = 'Patched' | 'AlreadyCompliant' | 'NonCompliant' | 'PatchFailed' | 'WakeFailed' | 'LeftAwake';

/** What is known of an execution that is over, and of its instance since. */
export interface Evidence {
  /** the execution's status, such as `SUCCEEDED` */
  readonly status: string;
  /** the error it ended with */
  readonly error?: string;
  /** whether a patch command was sent */
  readonly patchSent: boolean;
  /** whether the workflow had to stop the instance */
  readonly toBeStopped: boolean;
  /** the instance's state now */
  readonly state: string;
  /** packages that are other than before */
  readonly changed: number;
  /** patches that the baseline approves and that are missing or failed, by the patch state */
  readonly missing: number;
  readonly failed: number;
}

/** LeftAwake outranks all else: nothing that was to be stopped may stay on unnoticed. */
const table: readonly [Outcome, (evidence: Evidence) => boolean][] = [
  ['LeftAwake', ({ toBeStopped, state }) => toBeStopped && state !== 'stopped' && state !== 'terminated'],
  ['WakeFailed', ({ status, patchSent }) => status !== 'SUCCEEDED' && !patchSent],
  ['PatchFailed', ({ status, failed }) => status !== 'SUCCEEDED' || failed > 0],
  ['NonCompliant', ({ missing }) => missing > 0],
  ['Patched', ({ changed }) => changed > 0],
  ['AlreadyCompliant', () => true],
];

/** The first that applies, the gravest first. */
export function outcomeOf(evidence: Evidence): Outcome {
  return table.find(([, applies]) => applies(evidence))?.[0] ?? 'AlreadyCompliant';
}
