import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { packageChanges } from '../../maintenance/rules/machine-check.ts';
import { changesPrinted, together } from './package-changes.ts';

describe('packages between two runs', () => {
  test('that were upgraded twice are upgraded from the first to the last', () => {
    const { changes } = together([
      [{ name: 'openssl', from: '1', to: '2' }],
      [{ name: 'curl', from: '7', to: '8' }],
      [{ name: 'openssl', from: '2', to: '3' }],
    ]);
    assert.deepEqual(changes, [
      { name: 'curl', from: '7', to: '8' },
      { name: 'openssl', from: '1', to: '3' },
    ]);
  });

  test('that came and went have not changed', () => {
    const { changes } = together([[{ name: 'vim', to: '9' }], [{ name: 'vim', from: '9' }]]);
    assert.deepEqual(changes, []);
  });

  test('are those that two looks at the machine would have found, whatever happened between', () => {
    const packages = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'));
    const check = (of: Record<string, string>) => ({ users: [], rebootPending: false, packages: { ...of } });
    fc.assert(
      fc.property(fc.array(packages, { minLength: 2, maxLength: 6 }), (states) => {
        const steps = states.slice(1).map((state, index) => packageChanges(check(states[index]!), check(state)));
        const truth = packageChanges(check(states[0]!), check(states.at(-1)!));
        const defined = (changes: unknown) => JSON.parse(JSON.stringify(changes));
        assert.deepEqual(defined(together(steps).changes), defined(truth));
      }),
    );
  });

  test('are not all known where a run did not tell', () => {
    assert.equal(together([[], undefined, undefined]).untold, 2);
  });

  test('are read from what a patch command printed', () => {
    assert.deepEqual(
      changesPrinted(['Upgraded: openssl:amd64 3.0.15-1 -> 3.0.17-1', 'Installed: linux-image 6.1', 'Something else']),
      [
        { name: 'openssl:amd64', from: '3.0.15-1', to: '3.0.17-1' },
        { name: 'linux-image', to: '6.1' },
      ],
    );
  });
});
