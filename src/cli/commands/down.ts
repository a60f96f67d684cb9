import { clientsFor } from '../../aws/clients.ts';
import { connect } from '../../aws/connection.ts';
import { dataDirOf } from '../../aws/data-dir.ts';
import { runningRegion } from '../../aws/region-file.ts';
import { runningInstances, stopInstances } from '../../operator/instances.ts';
import { dataArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { downOutput } from '../json/region.ts';
import { printJson } from '../print.ts';
import { stopRunning } from '../region-process.ts';

export default defineCommand({
  meta: {
    name: 'down',
    description:
      'Stop the Region on this machine, and the machines that run in it. It remembers everything for the next up.',
  },
  args: {
    ...dataArgument,
    'leave-machines': { type: 'boolean', description: 'Leave running machines running', default: false },
    ...jsonArgument,
  },
  examples: [
    { line: 'wakepatch down', does: 'Stops the machines that run, and then the Region.' },
    { line: 'wakepatch down --leave-machines', does: 'For an update of wakepatch: the machines go on meanwhile.' },
  ],
  json: { form: 'document', shape: downOutput },
  async run({ args }) {
    const data = dataDirOf(args.data);
    const say = args.json ? console.error : console.log;
    const region = runningRegion(data);
    if (!region) {
      say(`No Region runs on ${data}.`);
      if (args.json) printJson({ data, stopped: [] });
      return;
    }
    let awake: string[] = [];
    if (!args['leave-machines']) {
      const clients = clientsFor(await connect({ data, endpointUrl: region.endpoint }));
      awake = await runningInstances(clients);
      if (awake.length > 0) {
        say(`Stopping ${awake.join(', ')} …`);
        await stopInstances(clients, awake);
      }
    }
    await stopRunning(data);
    say(`The Region at ${region.endpoint} is down.`);
    if (args.json) printJson({ data, endpoint: region.endpoint, stopped: awake });
  },
});
