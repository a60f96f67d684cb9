import type { Change } from '../../operator/stack.ts';
import { either, list, object, oneOf, optional, record, type Shape, string, time } from './shape.ts';

/** A line of `deploy --json`. */
export type DeployEvent =
  | { readonly event: 'changes'; readonly stack: string; readonly changes: readonly Change[] }
  | {
      readonly event: 'resource';
      readonly time: string;
      readonly status: string;
      readonly resource: string;
      readonly type: string;
      readonly reason?: string;
    }
  | { readonly event: 'outputs'; readonly outputs: Readonly<Record<string, string>> };

export const deployEvent: Shape<DeployEvent> = either([
  object({
    event: oneOf(['changes'], 'What will change; the first line, and with --dry-run the only one'),
    stack: string('The name of the stack'),
    changes: list(
      object<Change>({
        action: string('Add, Modify, Remove, Import or Dynamic'),
        resource: string('The logical id'),
        type: string('The type of the resource'),
        replacement: optional(string('True, False or Conditional: whether it will be another resource')),
        properties: list(string('A property'), 'What of it changes'),
      }),
      'None: the stack stands as the template says',
    ),
  }),
  object({
    event: oneOf(['resource'], 'An event of the stack'),
    time: time('When'),
    status: string('Such as CREATE_COMPLETE'),
    resource: string('The logical id'),
    type: string('The type of the resource'),
    reason: optional(string('Why')),
  }),
  object({
    event: oneOf(['outputs'], 'The stack is as the template says; the last line'),
    outputs: record(string('A value'), "The stack's outputs"),
  }),
]);
