import { planOf } from '../../operator/fleet/plan.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { fleetOf } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, fleetArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { planText } from '../fleet/plan-text.ts';
import { planOutput } from '../json/plan.ts';
import { printJson } from '../print.ts';

export default defineCommand({
  meta: {
    name: 'plan',
    description: 'Show which instances of a fleet a run would wake, in which order, and why not the others.',
    details: ['It asks the planner that a run asks, and touches nothing.'],
  },
  args: { ...fleetArgument, ...jsonArgument, ...connectionArguments },
  examples: [
    { line: 'wakepatch plan', does: 'What a run of the stack wakepatch-fleet would do now.' },
    { line: 'wakepatch plan --json | jq -r ".members[] | select(.stale) | .instanceId"', does: 'Those that are due.' },
  ],
  json: { form: 'document', shape: planOutput },
  async run({ args }) {
    const clients = await clientsOf(args);
    const outputs = await fleetOf(clients, args.stack);
    const now = await timeAt(clients);
    const plan = await planOf(clients, args.stack, outputs, now);
    if (args.json) return printJson(plan);
    console.log(planText(plan, now));
  },
});
