/** The counts of an instance's patch state. Source: SSM API Reference, "InstancePatchState". */
export interface PatchState {
  readonly missing: number;
  readonly failed: number;
  readonly critical: number;
  readonly security: number;
  readonly pendingReboot: number;
  /** when the scan or installation that it tells of ended */
  readonly at?: Date;
}

/** Patches of which severity must not be missing. */
export const SEVERITIES = ['Any', 'Security', 'Critical'] as const;
export type RequiredSeverity = (typeof SEVERITIES)[number];

const LACKING: Record<RequiredSeverity, (state: PatchState) => number> = {
  Any: ({ missing }) => missing,
  Security: ({ security, critical }) => security + critical,
  Critical: ({ critical }) => critical,
};

/** What the patch state proves of an instance. */
export type Compliance = 'Clean' | 'PatchesFailed' | 'PatchesMissing' | 'RebootPending' | 'NoPatchState';

/**
 * Reads the patch state that was written after `since`. That the command said Success proves nothing.
 */
export function compliance(state: PatchState | undefined, since: Date, required: RequiredSeverity): Compliance {
  if (!state?.at || state.at < since) return 'NoPatchState';
  if (state.failed > 0) return 'PatchesFailed';
  if (LACKING[required](state) > 0) return 'PatchesMissing';
  return state.pendingReboot > 0 ? 'RebootPending' : 'Clean';
}
