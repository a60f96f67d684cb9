/**
 * How fast the fleet's page is with thousands of machines, in Chromium: `npm run bench:console` prints JSON. The services'
 * answers are made here, so that what is measured is the console alone: its server, and its page.
 *
 *   npm run bench:console -- --machines 10000
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';
import { consoleAddress, consoleToken, createConsole } from '../src/console/index.ts';
import { scriptedFleet } from '../test/console/scripted-fleet.ts';
import { browse } from './console/browse.ts';

const { values } = parseArgs({
  options: {
    machines: { type: 'string', default: '10000' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
await import('../setup/pages.ts');

const fleet = scriptedFleet(Number(values.machines), Date.UTC(2026, 0, 1));
const token = consoleToken();
const pages = createConsole({
  clients: fleet.clients,
  endpoint: 'a scripted fleet',
  token,
  pace: 1000,
  assets: fileURLToPath(new URL('../dist/console', import.meta.url)),
});
const server = serve({ fetch: pages.fetch, hostname: '127.0.0.1', port: 0 });
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as { port: number };
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const results = await browse(browser, consoleAddress(`http://127.0.0.1:${port}`, token), fleet);
  const machine = {
    node: process.version,
    chromium: browser.version(),
    processor: cpus()[0]?.model,
    cores: cpus().length,
  };
  console.log(JSON.stringify({ machine, machines: Number(values.machines), ...results }, undefined, 2));
} finally {
  await browser.close();
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
}
