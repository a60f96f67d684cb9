import type { Tone } from '../../parts/Badge.tsx';
import type { Kind } from './order.ts';

const tones: Readonly<Record<Kind, Tone>> = {
  LeftAwake: 'bad',
  PatchFailed: 'bad',
  WakeFailed: 'bad',
  NonCompliant: 'warn',
  Skipped: 'plain',
  AlreadyCompliant: 'good',
  Patched: 'good',
  underWay: 'busy',
  waiting: 'plain',
  unknown: 'plain',
};

export const toneOfKind = (kind: Kind): Tone => tones[kind];
