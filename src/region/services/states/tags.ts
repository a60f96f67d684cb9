import type { Tag } from '@aws-sdk/client-sfn';
import type { MachineRow } from './rows.ts';

export function tagsOf(row: MachineRow): Tag[] {
  return JSON.parse(row.tags);
}
