import type { Context } from '../view.ts';

/** What a console is made with. */
export interface ConsoleOptions extends Context {
  /** whoever knows it may look and order */
  readonly token: string;
  /** milliseconds between two looks of a page that is kept up to date */
  readonly pace: number;
  /** the folder of the built pages */
  readonly assets: string;
}
