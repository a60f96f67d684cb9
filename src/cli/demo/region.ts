import { createServer } from 'node:net';
import { type Clients, clientsFor } from '../../aws/clients.ts';
import { connect } from '../../aws/connection.ts';
import { runningRegion } from '../../aws/region-file.ts';
import type { Progress } from '../progress.ts';
import { regionConsole } from '../region-console.ts';
import { startAsChild } from '../region-process.ts';

/** The Region that a demonstration runs in. */
export interface DemoRegion {
  readonly clients: Clients;
  /** The newest line that the Region said to its operator, while a Region of our own runs. */
  listen(listener: (line: string) => void): void;
  /** Ends the Region, if it was started here. */
  close(): Promise<void>;
}

export interface DemoRegionOptions {
  machines?: string;
  port?: string;
}

const usualPort = 4566;

/** The Region that runs on this data already, or one that is started for this and ends with it. */
export async function openDemoRegion(
  dataDir: string,
  options: DemoRegionOptions,
  progress: Progress,
): Promise<DemoRegion> {
  const running = runningRegion(dataDir);
  if (running) {
    progress.step(`A Region runs at ${running.endpoint} already. ${running.machines}`);
    progress.step(`Watch it in the browser: ${regionConsole(running.endpoint, dataDir)}`);
    return {
      clients: clientsFor(await connect({ data: dataDir, endpointUrl: running.endpoint })),
      listen: () => {},
      close: async () => {},
    };
  }
  let listener = (line: string) => progress.step(line);
  const port = options.port ?? String((await isFree(usualPort)) ? usualPort : 0);
  const region = await progress.during('starting', () =>
    startAsChild(dataDir, ['--port', port, ...(options.machines ? ['--machines', options.machines] : [])], (line) =>
      listener(line),
    ),
  );
  progress.step(`It answers at ${region.endpoint} and keeps what it knows in ${dataDir}`);
  progress.step(`Watch it in the browser: ${regionConsole(region.endpoint, dataDir)}`);
  return {
    clients: clientsFor(await connect({ data: dataDir, endpointUrl: region.endpoint })),
    listen(next) {
      listener = next;
    },
    close: () => region.stop(),
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
