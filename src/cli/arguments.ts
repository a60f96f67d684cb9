import type { Clients } from '../aws/clients.ts';
import { clientsFor } from '../aws/clients.ts';
import { connect } from '../aws/connection.ts';
import { paint } from './paint.ts';

/** The arguments of every command that speaks to an endpoint. */
export const connectionArguments = {
  profile: { type: 'string', description: 'A profile of the AWS shared config files', valueHint: 'NAME' },
  region: { type: 'string', description: 'The AWS Region, such as eu-central-1', valueHint: 'NAME' },
  'endpoint-url': {
    type: 'string',
    description: 'An endpoint other than the one that is found by itself',
    valueHint: 'URL',
  },
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

/** The argument of every command that is about the Region on this machine. */
export const dataArgument = {
  data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
} as const;

/** The parsed form of connectionArguments. */
export interface ConnectionArguments {
  'endpoint-url'?: string;
  profile?: string;
  region?: string;
  data?: string;
}

/** Clients for what the arguments name; says on standard error what that is, so that nobody mistakes AWS for a Region. */
export async function clientsOf(args: ConnectionArguments): Promise<Clients> {
  const { profile, region, data } = args;
  const connection = await connect({ profile, region, data, endpointUrl: args['endpoint-url'] });
  console.error(paint('dim', `Speaking to ${connection.description}.`, process.stderr));
  return clientsFor(connection);
}
