/** `npm run kills`: two hundred of them. */
import { test } from 'node:test';
import { killAndCount } from './kill.ts';

test('killed two hundred times, the Region loses nothing and repeats nothing', (t) => killAndCount(t, 200, 2));
