import type { NextRun, RunOfInstance, Why } from '../../operator/fleet/why.ts';
import type { InstanceReport } from '../../operator/instance-report.ts';
import { member } from './plan.ts';
import { instanceReport, told } from './report.ts';
import { boolean, either, integer, list, object, oneOf, optional, type Shape, string, time } from './shape.ts';
import { lease } from './status.ts';

/** Of the pattern, which plans nothing and keeps no evidence: whether its window selects it, and the last execution. */
export interface PatternWhy {
  readonly instanceId: string;
  readonly name: string;
  readonly state: string;
  readonly stateReason?: string;
  readonly selected: boolean;
  readonly last?: InstanceReport;
}

export type WhyOutput = ({ readonly kind: 'fleet' } & Why) | ({ readonly kind: 'pattern' } & PatternWhy);

export const whyOutput: Shape<WhyOutput> = either([
  object<Extract<WhyOutput, { kind: 'fleet' }>>({
    kind: oneOf(['fleet'], 'The stack is a fleet'),
    instanceId: string('The instance'),
    name: string('Its tag Name, or empty'),
    state: string('Its state, as EC2 has it'),
    stateReason: optional(string("In EC2's words: why it is in that state")),
    launched: optional(time('When it was started last; absent: it is off')),
    now: time('The time at the endpoint'),
    hold: optional(string('Until when people hold it')),
    leases: list(lease, 'Those that stand on it'),
    phase: optional(string('What is done to it just now')),
    verified: optional(string('When it was last seen to be clean')),
    selection: string('Which instances the stack selects'),
    next: optional(
      object<NextRun>(
        {
          member,
          place: optional(integer('Its place among those that would be patched')),
          of: integer('How many would be patched'),
          isCanary: boolean('Whether it would be a canary'),
        },
        'What a run would do with it now; absent: it is not selected',
      ),
    ),
    runs: list(
      object<RunOfInstance>({
        run: string('The folder of its evidence'),
        began: optional(time('When it began')),
        told: optional(told),
        planned: optional(member),
      }),
      'The newest runs that had to do with it, the newest first',
    ),
  }),
  object<Extract<WhyOutput, { kind: 'pattern' }>>({
    kind: oneOf(['pattern'], 'The stack is the pattern'),
    instanceId: string('The instance'),
    name: string('Its tag Name, or empty'),
    state: string('Its state, as EC2 has it'),
    stateReason: optional(string("In EC2's words: why it is in that state")),
    selected: boolean("Whether the window's targets select it"),
    last: optional(instanceReport),
  }),
]);
