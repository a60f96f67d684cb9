import { setWindow } from './set-window.ts';

/** All that a page can order, by the name in its address. Pages have their types from here. */
export const actions = { setWindow };
