import { defineCommand } from 'citty';
import { clientsFor } from '../../aws/clients.ts';
import { connect } from '../../aws/connection.ts';
import { dataDirOf } from '../../aws/data-dir.ts';
import { runningRegion } from '../../aws/region-file.ts';
import { runningInstances, stopInstances } from '../../operator/instances.ts';
import { stopRunning } from '../region-process.ts';

export default defineCommand({
  meta: {
    name: 'down',
    description:
      'Stop the Region on this machine, and the machines that run in it. It remembers everything for the next up.',
  },
  args: {
    data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
    'leave-machines': { type: 'boolean', description: 'Leave running machines running', default: false },
  },
  async run({ args }) {
    const dataDir = dataDirOf(args.data);
    const region = runningRegion(dataDir);
    if (!region) {
      console.log(`No Region runs on ${dataDir}.`);
      return;
    }
    if (!args['leave-machines']) {
      const clients = clientsFor(connect({ data: dataDir, endpointUrl: region.endpoint }));
      const awake = await runningInstances(clients);
      if (awake.length > 0) {
        console.log(`Stopping ${awake.join(', ')} …`);
        await stopInstances(clients, awake);
      }
    }
    await stopRunning(dataDir);
    console.log(`The Region at ${region.endpoint} is down.`);
  },
});
