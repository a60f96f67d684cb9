import { createServer } from 'node:net';

/** The first port that is free, from one on that the system gives to nobody who takes any port (ip(7), ip_local_port_range). */
export async function freePort(from = 14_566): Promise<number> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(from, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort(from + 1);
  await new Promise((resolve) => server.close(resolve));
  return from;
}
