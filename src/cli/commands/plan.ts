import { defineCommand } from 'citty';
import { planOf } from '../../operator/fleet/plan.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { fleetOf } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, fleetArgument } from '../arguments.ts';
import { planText } from '../fleet/plan-text.ts';

export default defineCommand({
  meta: {
    name: 'plan',
    description: 'Show which instances of a fleet a run would wake, in which order, and why not the others.',
  },
  args: {
    ...connectionArguments,
    ...fleetArgument,
    json: { type: 'boolean', description: 'Print JSON', default: false },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const outputs = await fleetOf(clients, args.stack);
    const now = await timeAt(clients);
    const plan = await planOf(clients, args.stack, outputs, now);
    if (args.json) return console.log(JSON.stringify(plan, undefined, 2));
    console.log(planText(plan, now));
  },
});
