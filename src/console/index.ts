/** What others may use of the console: opening it, and saying where it is. */
export { consoleAddress, consolePath } from './server/address.ts';
export { type ConsoleOptions, createConsole } from './server/console.ts';
export { consoleToken } from './server/token.ts';
