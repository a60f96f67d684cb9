import type { Hold } from '../../operator/fleet/hold-one.ts';
import { boolean, object, optional, string } from './shape.ts';

export const holdOutput = object<Hold>({
  instanceId: string('The instance'),
  name: string('Its tag Name, or empty'),
  until: string('Until when it is held: a time, or `released`, until it is'),
  before: optional(string('Until when it was held before')),
});

export interface ReleaseOutput {
  readonly instanceId: string;
  readonly released: boolean;
  readonly was?: string;
}

export const releaseOutput = object<ReleaseOutput>({
  instanceId: string('The instance'),
  released: boolean('Whether it was held, and is no longer'),
  was: optional(string('Until when it was held')),
});
