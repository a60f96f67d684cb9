import { clientsFor } from '../aws/clients.ts';
import { connect } from '../aws/connection.ts';
import { consoleTokenFile } from '../aws/data-dir.ts';
import { consoleAddress, consolePath, consoleToken, createConsole } from '../console/index.ts';
import { pageFolder } from './page-folder.ts';

/** The address of the console that the Region of this data directory has at its own endpoint. */
export function regionConsole(endpoint: string, dataDir: string): string {
  return consoleAddress(endpoint, consoleToken(consoleTokenFile(dataDir)));
}

/** The pages that a Region serves beside its API: they speak to it as any client does. */
export function regionPages(dataDir: string) {
  return {
    path: consolePath,
    open(endpoint: string) {
      const pages = openPages(endpoint, dataDir);
      return async (request: Request) => (await pages).fetch(request);
    },
  };
}

async function openPages(endpoint: string, dataDir: string) {
  const connection = await connect({ data: dataDir, endpointUrl: endpoint });
  return createConsole({
    clients: clientsFor(connection),
    endpoint: connection.description,
    token: consoleToken(consoleTokenFile(dataDir)),
    pace: 1000,
    assets: pageFolder,
  });
}
