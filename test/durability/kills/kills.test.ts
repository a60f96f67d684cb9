/** A few kills; `npm run kills` has two hundred. */
import { test } from 'node:test';
import { killAndCount } from './kill.ts';

test('killed again and again, the Region loses nothing and repeats nothing', (t) => killAndCount(t, 10, 1));
