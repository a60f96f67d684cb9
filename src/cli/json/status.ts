import type { Execution, FleetStatus, StandingLease } from '../../operator/fleet/status.ts';
import type { PatternExecution, PatternStatus } from '../../operator/pattern.ts';
import { runEvent } from './run.ts';
import { boolean, either, integer, list, object, oneOf, optional, type Shape, string, time } from './shape.ts';

export type StatusOutput = ({ readonly kind: 'fleet' } & FleetStatus) | ({ readonly kind: 'pattern' } & PatternStatus);

export const lease = object<StandingLease>({
  instanceId: string('The instance'),
  name: string('Its tag Name, or empty'),
  state: string('Its state now'),
  owner: string('The execution that has it'),
  found: string('The state in which it was found'),
  until: time('Until when it has it'),
  alarm: boolean("It was woken, is on, and the lease has expired: it is nobody's"),
});

const execution = object<Execution>({
  name: string('The name of the execution'),
  status: string('Its status, as Step Functions has it'),
  began: time('When it began'),
  ended: optional(time('When it ended')),
  working: optional(integer('On how many instances it works')),
});

const window = {
  id: string('The window'),
  name: string('Its name'),
  enabled: boolean('Whether it opens'),
  schedule: string('Its expression and time zone'),
  next: optional(string('When it opens next, as Systems Manager has it')),
};

const fleetStatus = object<Extract<StatusOutput, { kind: 'fleet' }>>({
  kind: oneOf(['fleet'], 'The stack is a fleet'),
  window: object<FleetStatus['window']>({ ...window, opened: optional(time('When it opened last')) }),
  underWay: list(execution, 'Those of PatchFleet and PatchInstance that run'),
  ended: list(execution, 'Those of PatchFleet that ended last'),
  leases: list(lease, 'Who holds which instance'),
});

const patternStatus = object<Extract<StatusOutput, { kind: 'pattern' }>>({
  kind: oneOf(['pattern'], 'The stack is the pattern'),
  window: object<PatternStatus['window']>(window),
  opened: optional(
    object<NonNullable<PatternStatus['opened']>>({
      at: time('When'),
      status: string('What became of it'),
      details: optional(string('Its details')),
    }),
  ),
  executions: list(
    object<PatternExecution>({
      name: string('The name of the execution'),
      instanceId: string('Its instance'),
      state: optional(string('The state of the instance now')),
      status: string('Its status, as Step Functions has it'),
      began: time('When it began'),
      ended: optional(time('When it ended')),
    }),
    'The newest first',
  ),
});

export const statusOutput: Shape<StatusOutput> = either(
  [fleetStatus, patternStatus, runEvent],
  'One document; with --follow a document a line, as `run` prints them',
);
