import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from './plain.ts';

test('text from elsewhere stays one line, and cannot steer the terminal', () => {
  assert.equal(plain('web-1'), 'web-1');
  assert.equal(plain('Prüfstand “β” 数'), 'Prüfstand “β” 数');
  assert.equal(plain('a\nb\tc'), 'a b c');
  assert.equal(plain('\u001b]0;title\u0007\u001b[2Jx'), ' ]0;title [2Jx');
  assert.equal(plain('\u009b31mx'), ' 31mx', 'the one-character form of an escape sequence');
  assert.equal(plain('fdp\u202Egnp'), 'fdpgnp', 'the direction of writing');
});
