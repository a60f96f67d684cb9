import { stack } from './stack.ts';
import { stacks } from './stacks.ts';

/** All that a page can ask, by the name in its address. Pages have their types from here. */
export const views = { stacks, stack };
