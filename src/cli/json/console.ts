import { object, string } from './shape.ts';

export const consoleOutput = object<{ readonly address: string }>({
  address: string('Where the console is, with the token that lets one in; it is served until the command is ended'),
});
