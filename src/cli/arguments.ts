import type { Clients } from '../aws/clients.ts';
import { clientsFor } from '../aws/clients.ts';
import { type ConnectionOptions, connect } from '../aws/connection.ts';

/** The arguments of every command that speaks to an endpoint. */
export const connectionArguments = {
  'endpoint-url': {
    type: 'string',
    description: 'An endpoint other than the one that is found by itself',
    valueHint: 'URL',
  },
  profile: { type: 'string', description: 'A profile of the AWS shared config files' },
  region: { type: 'string', description: 'The AWS Region, e.g. eu-central-1' },
  data: { type: 'string', description: 'The data directory of the Region on this machine', valueHint: 'DIR' },
} as const;

/** The argument of every command that is about one deployed stack. */
export const stackArgument = {
  stack: { type: 'string', description: 'The name of the stack', default: 'wakepatch', valueHint: 'NAME' },
} as const;

/** The same for commands that only fleets have. */
export const fleetArgument = {
  stack: { ...stackArgument.stack, default: 'wakepatch-fleet' },
} as const;

/** The parsed form of connectionArguments. */
export interface ConnectionArguments {
  'endpoint-url'?: string;
  profile?: string;
  region?: string;
  data?: string;
}

/** Clients for what the arguments name; says on standard error what that is, so that nobody mistakes AWS for a Region. */
export function clientsOf(args: ConnectionArguments): Clients {
  const options: ConnectionOptions = { ...args, endpointUrl: args['endpoint-url'] };
  const connection = connect(options);
  console.error(`Speaking to ${connection.description}.`);
  return clientsFor(connection);
}
