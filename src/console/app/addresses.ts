/** The address of every page, below which nothing else stands. */

/** without the slash at its end */
export const base = import.meta.env.BASE_URL.replace(/\/$/, '');

const of = (stack: string, ...rest: string[]) => `/stacks/${[stack, ...rest].map(encodeURIComponent).join('/')}`;

export const address = {
  start: () => '/',
  fleet: (stack: string) => of(stack, 'fleet'),
  windows: (stack: string) => of(stack, 'windows'),
  runs: (stack: string) => of(stack, 'runs'),
  /** @param run the name of its execution */
  run: (stack: string, run: string) => of(stack, 'runs', run),
  execution: (stack: string, arn: string) => of(stack, 'executions', arn),
  command: (stack: string, id: string) => of(stack, 'commands', id),
  instance: (stack: string, id: string) => of(stack, 'instances', id),
  stack: (stack: string) => of(stack, 'stack'),
};
