/** What others may use of the console: opening it, and saying where it is. */
export { consoleAddress, consolePath } from './server/address.ts';
export { createConsole } from './server/console.ts';
export type { ConsoleOptions } from './server/options.ts';
export { consoleToken } from './server/token.ts';
