import type { Report, Told } from '../../operator/fleet/report.ts';
import type { InstanceReport } from '../../operator/instance-report.ts';
import { fleetReport, instanceReport, told } from './report.ts';
import { either, list, object, oneOf, optional, type Shape, string, time } from './shape.ts';

/** A line of `run --json` and `status --follow --json`. */
export type RunEvent =
  | { readonly event: 'began'; readonly executions: readonly string[] }
  | {
      readonly event: 'phase';
      readonly instanceId: string;
      readonly name?: string;
      readonly phase: string;
      readonly began?: string;
    }
  | { readonly event: 'ended'; readonly instance: Told }
  | { readonly event: 'report'; readonly report: Report }
  | { readonly event: 'reports'; readonly reports: readonly InstanceReport[] };

export const runEvent: Shape<RunEvent> = either([
  object({
    event: oneOf(['began'], 'What is followed; the first line'),
    executions: list(string('The name of an execution'), 'Those that were started, or that are under way'),
  }),
  object({
    event: oneOf(['phase'], 'Something is done to an instance'),
    instanceId: string('The instance'),
    name: optional(string('Its tag Name')),
    phase: string(
      'What is done: looked at, starting, snapshot, preparing, patching, booting again, examining, stopping; of the pattern, the state',
    ),
    began: optional(time('When its maintenance began')),
  }),
  object({ event: oneOf(['ended'], 'The maintenance of an instance ended'), instance: told }),
  object({ event: oneOf(['report'], "A fleet's run is over; the last line"), report: fleetReport }),
  object({
    event: oneOf(['reports'], "The pattern's executions are over; the last line"),
    reports: list(instanceReport, 'One for each'),
  }),
]);
