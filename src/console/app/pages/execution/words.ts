import type { VisitStatus } from '../../../../operator/executions/visits.ts';
import type { Tone } from '../../parts/Badge.tsx';

/** How a state's status is shown: never by colour alone. */
export interface Look {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
}

const looks: Readonly<Record<VisitStatus, Look>> = {
  running: { tone: 'busy', sign: '▶', word: 'Running' },
  succeeded: { tone: 'good', sign: '✓', word: 'Succeeded' },
  caught: { tone: 'warn', sign: '↷', word: 'Failed, caught' },
  failed: { tone: 'bad', sign: '✕', word: 'Failed' },
  timedOut: { tone: 'bad', sign: '◷', word: 'Timed out' },
  aborted: { tone: 'warn', sign: '■', word: 'Aborted' },
};

const none: Look = { tone: 'plain', sign: '', word: 'Not entered' };

/** @param status undefined for a state that was never entered */
export const lookOf = (status: VisitStatus | undefined): Look => (status ? looks[status] : none);
