import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { packageChanges, parseMachineCheck } from './machine-check.ts';

const OUTPUT = `boot 7d1bb5a6-3f0c-4f0e-9a52-0c9b4a6a0001
reboot
users
ann      pts/0        2030-01-31 02:03 (192.0.2.7)
ann      pts/1        2030-01-31 02:04 (192.0.2.7)
root     tty1         2030-01-31 02:05
packages
bash\t5.2.15-2+b2
libc6:amd64\t2.36-9+deb12u4
end
`;

describe('the check of a machine', () => {
  test('tells of boot, users, a reboot that is due, and packages', () => {
    assert.deepEqual(parseMachineCheck(OUTPUT), {
      bootId: '7d1bb5a6-3f0c-4f0e-9a52-0c9b4a6a0001',
      users: ['ann', 'root'],
      rebootPending: true,
      packages: { bash: '5.2.15-2+b2', 'libc6:amd64': '2.36-9+deb12u4' },
    });
  });

  test('tells no packages when its output was cut off, but all that stands before them', () => {
    const { packages, ...head } = parseMachineCheck(OUTPUT.slice(0, -10));
    assert.equal(packages, undefined);
    assert.deepEqual(head.users, ['ann', 'root']);
  });

  test('tells the same of Windows, where names have spaces', () => {
    const output =
      'boot 2030-01-31T02:01:00\r\nusers\r\nann rdp-tcp#1 2 Active . 1/31/2030 2:03 AM\r\npackages\r\n' +
      'Windows 20348.2340\r\nKB5034127 installed\r\nAmazon SSM Agent 3.3.2299.0\r\nend\r\n';
    assert.deepEqual(parseMachineCheck(output), {
      bootId: '2030-01-31T02:01:00',
      users: ['ann'],
      rebootPending: false,
      packages: { Windows: '20348.2340', KB5034127: 'installed', 'Amazon SSM Agent': '3.3.2299.0' },
    });
  });

  test('tells nothing where it did nothing, as on macOS', () => {
    const nothing = { bootId: undefined, users: [], rebootPending: false, packages: undefined };
    assert.deepEqual(parseMachineCheck(''), nothing);
  });

  test('takes no package for its own words', () => {
    const { packages, users, rebootPending } = parseMachineCheck(
      'boot 1\nusers\npackages\nend 1.0\nreboot 2\nuser 3\nend\n',
    );
    assert.deepEqual(packages, { end: '1.0', reboot: '2', user: '3' });
    assert.deepEqual([users, rebootPending], [[], false]);
  });

  test('has all versions of a package that is installed more than once, as kernels are', () => {
    const { packages } = parseMachineCheck('boot 1\nusers\npackages\nkernel 5.14-2\nkernel 5.14-1\nend\n');
    assert.deepEqual(packages, { kernel: '5.14-1 5.14-2' });
  });
});

describe('the packages that changed', () => {
  const check = (packages?: Record<string, string>) => ({ users: [], rebootPending: false, packages });

  test('are those upgraded, installed and removed, by name', () => {
    const before = check({ bash: '1', curl: '1', zlib: '1' });
    const after = check({ bash: '2', apt: '1', zlib: '1' });
    assert.deepEqual(packageChanges(before, after), [
      { name: 'apt', from: undefined, to: '1' },
      { name: 'bash', from: '1', to: '2' },
      { name: 'curl', from: '1', to: undefined },
    ]);
  });

  test('are unknown when one of the checks does not tell', () => {
    assert.equal(packageChanges(undefined, check({})), undefined);
    assert.equal(packageChanges(check({}), check(undefined)), undefined);
    assert.deepEqual(packageChanges(check({ a: '1' }), check({ a: '1' })), []);
  });
});
