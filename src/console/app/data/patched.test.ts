import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { type Change, patched } from './patched.ts';

describe('a patch on an answer', () => {
  test('makes of it what the server saw, whatever both are', () => {
    // As a server sends it: -0 is written as 0.
    const json = () => fc.json({ maxDepth: 4 }).map((text) => ({ value: JSON.parse(text) }));
    fc.assert(
      fc.property(json(), json(), (before, after) => {
        const [from, to] = [structuredClone(before), structuredClone(after)];
        assert.deepEqual(patched(from, jsonPatch.compare(from, to) as Change[]), to);
        assert.deepEqual(from, before, 'the answer before is as it was');
      }),
    );
  });

  test('leaves what it does not touch the same object', () => {
    const before = { machines: { a: { state: 'stopped' }, 'b/~': { state: 'stopped' } }, window: { id: 'mw-1' } };
    const after = patched(before, [
      { op: 'replace', path: '/machines/b~1~0/state', value: 'running' },
      { op: 'add', path: '/machines/b~1~0/lease', value: { owner: 'x' } },
      { op: 'remove', path: '/machines/b~1~0/lease' },
    ]);
    assert.deepEqual(after.machines['b/~'], { state: 'running' });
    assert.equal(after.machines.a, before.machines.a);
    assert.equal(after.window, before.window);
    assert.notEqual(after.machines, before.machines);
    assert.deepEqual(before.machines['b/~'], { state: 'stopped' });
  });

  test('takes a member named __proto__ for a member', () => {
    const value = JSON.parse('{"__proto__":{"state":"running"}}');
    assert.deepEqual(patched({ value: {} }, [{ op: 'add', path: '/value', value }]), { value });
    assert.deepEqual(patched({ tags: {} }, [{ op: 'add', path: '/tags/__proto__', value: 1 }]), {
      tags: JSON.parse('{"__proto__":1}'),
    });
  });

  test('is refused where it changes what is not there', () => {
    assert.throws(() => patched({}, [{ op: 'replace', path: '/a/b', value: 1 }]), TypeError);
  });
});
