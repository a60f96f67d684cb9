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
});

const unpacked = [
  'Unpacking curl (7.88.1-10+deb12u12) over (7.88.1-10+deb12u8) ...',
  'Unpacking libnew:amd64 (1.0) ...',
  'Setting up curl (7.88.1-10+deb12u12) ...',
];

test('packages are told with their old and new versions', () => {
  const output = [
    ...unpacked,
    'Upgraded: openssl:amd64 3.0.15-1~deb12u1 -> 3.0.17-1~deb12u2',
    'Installed: linux-image-6.1.0-37-amd64:amd64 6.1.140-1',
    'Upgraded: nothing',
    'Not Upgraded: bash:amd64 1 -> 2',
  ];
  assert.deepEqual(changesPrinted(output), [
    { name: 'openssl:amd64', from: '3.0.15-1~deb12u1', to: '3.0.17-1~deb12u2' },
    { name: 'linux-image-6.1.0-37-amd64:amd64', from: undefined, to: '6.1.140-1' },
  ]);
});

test('where nobody sums them up, packages are told as dpkg prints them', () => {
  assert.deepEqual(changesPrinted(unpacked), [
    { name: 'curl', from: '7.88.1-10+deb12u8', to: '7.88.1-10+deb12u12' },
    { name: 'libnew:amd64', from: undefined, to: '1.0' },
  ]);
});

test('a package that is changed twice is one change', () => {
  const output = ['Upgraded: a:amd64 1 -> 2', 'Upgraded: a:amd64 2 -> 3'];
  assert.deepEqual(changesPrinted(output), [{ name: 'a:amd64', from: '1', to: '3' }]);
});
