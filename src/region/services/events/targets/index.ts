import { lambda } from './lambda.ts';
import { logs } from './logs.ts';
import { sns } from './sns.ts';
import { stepFunctions } from './step-functions.ts';
import type { TargetKind } from './target.ts';

/** The kinds of targets there are, by service and kind of resource in their ARN. What is not here is refused by name. */
const kinds: readonly (readonly [arn: RegExp, kind: TargetKind])[] = [
  [/^arn:aws:lambda:[^:]+:\d{12}:function:[^:]+$/, lambda],
  [/^arn:aws:logs:[^:]+:\d{12}:log-group:[^:]+(:\*)?$/, logs],
  [/^arn:aws:sns:[^:]+:\d{12}:[^:]+$/, sns],
  [/^arn:aws:states:[^:]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/, stepFunctions],
];

export function targetKindOf(arn: string): TargetKind | undefined {
  return kinds.find(([pattern]) => pattern.test(arn))?.[1];
}
