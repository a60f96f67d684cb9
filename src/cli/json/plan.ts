import type { Reason } from '../../maintenance/rules/outcome.ts';
import type { Member, Plan } from '../../operator/fleet/plan.ts';
import { boolean, integer, list, open, optional, string, time } from './shape.ts';

export const member = open<Member>({
  instanceId: string('The instance'),
  name: optional(string('Its tag Name')),
  state: string('Its state, as EC2 has it'),
  verified: optional(time('When it was last seen to be clean; absent: never')),
  stale: boolean('Longer without a verified patch than the objective allows'),
  admitted: boolean('Whether it would be patched'),
  reason: optional(string<Reason>('Why it is passed over')),
  because: optional(string('The same in words')),
});

export const planOutput = open<Plan>(
  {
    end: time('When the window would end that opened now'),
    selected: integer('How many instances are selected'),
    planned: integer('How many of them would be patched'),
    canaries: integer('How many of those go first'),
    maxConcurrency: integer('How many are patched at a time'),
    maxErrors: integer('After how many failures no further one is begun'),
    members: list(member, 'All of them in order: of those admitted the canaries are first'),
  },
  'What a run would do now',
);
