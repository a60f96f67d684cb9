import type { Properties } from './schema.ts';

/** Targets of a window or of a task: `tag:Name`, `InstanceIds`, `WindowTargetIds`, … and their values. */
export const targets = {
  list: { members: { Key: { shape: 'String', required: true }, Values: { shape: { list: 'String' } } } },
} as const satisfies Properties[string]['shape'];
