import { serve } from '@hono/node-server';
import { clientsFor } from '../../aws/clients.ts';
import { connect } from '../../aws/connection.ts';
import { consoleAddress, consoleToken, createConsole } from '../../console/index.ts';
import { Failure } from '../../operator/failure.ts';
import { connectionArguments } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { consoleOutput } from '../json/console.ts';
import { portOf } from '../numbers.ts';
import { pageFolder } from '../page-folder.ts';
import { printJson } from '../print.ts';

/** Milliseconds between two looks: services of AWS take a few requests a second from everybody in the account together. */
const paces = { endpoint: 1000, aws: 5000 };

export default defineCommand({
  meta: {
    name: 'console',
    description: 'Show the fleet, its windows, runs and machines in the browser, for a Region or for AWS.',
  },
  args: {
    port: {
      type: 'string',
      description: 'The port on 127.0.0.1; 0 takes a free one',
      default: '4567',
      valueHint: 'PORT',
    },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch console', does: 'Serves the console of the Region here, and prints its address, until Ctrl-C.' },
    {
      line: 'wakepatch console --profile production --port 0',
      does: 'That of AWS, with the credentials of a profile.',
    },
  ],
  json: { form: 'document', shape: consoleOutput },
  async run({ args }) {
    const wanted = portOf('--port', args.port);
    const connection = await connect({ ...args, endpointUrl: args['endpoint-url'] });
    const token = consoleToken();
    const pages = createConsole({
      clients: clientsFor(connection),
      endpoint: connection.description,
      token,
      pace: connection.endpoint ? paces.endpoint : paces.aws,
      assets: pageFolder,
    });
    const port = await listen(pages.fetch, wanted);
    console.error(
      `The console of ${connection.description}. Whoever has this address may look and order; Ctrl-C ends it.`,
    );
    const address = consoleAddress(`http://127.0.0.1:${port}`, token);
    if (args.json) printJson({ address });
    else console.log(address);
  },
});

function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, ({ port: taken }) => resolve(taken));
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Failure(
              `The port ${port} on 127.0.0.1 is in use. Give another with --port, or --port 0 for a free one.`,
            )
          : error,
      ),
    );
  });
}
