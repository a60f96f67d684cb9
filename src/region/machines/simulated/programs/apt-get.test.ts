import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boot, type Disk, newDisk } from '../disk.ts';
import { programs } from './index.ts';

const durations = { boot: 0, shutdown: 0, fetchLists: 7, installPackage: 11, program: 1, snapshot: 0 };

function machine(): { disk: Disk; run: (line: string) => string; exitCode: (line: string) => number } {
  const disk = newDisk('image', 'demo');
  boot(disk, 0);
  const call = (line: string) => {
    const [name = '', ...args] = line.split(' ');
    return programs[name]!({ arguments: args, disk, durations, input: '', now: 0 }).finish();
  };
  return { disk, run: (line) => call(line).stdout + call(line).stderr, exitCode: (line) => call(line).exitCode };
}

describe('apt-get on a simulated machine', () => {
  test('knows of no update before it has fetched the lists', () => {
    const { run } = machine();
    assert.match(run('apt-get -s dist-upgrade'), /^0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded\.$/m);
    run('apt-get update');
    assert.match(run('apt-get -s dist-upgrade'), /^12 upgraded, 1 newly installed, 0 to remove and 0 not upgraded\.$/m);
  });

  test('simulates with the lines of the real one, origin and all', () => {
    const { run } = machine();
    run('apt-get update');
    const simulated = run('apt-get -s dist-upgrade');
    assert.match(
      simulated,
      /^Inst openssl \[3\.0\.15-1~deb12u1\] \(3\.0\.17-1~deb12u2 Debian-Security:12\/oldstable-security \[amd64\]\)$/m,
    );
    assert.match(
      simulated,
      /^Inst tzdata \[2024a-0\+deb12u1\] \(2025b-0\+deb12u1 Debian:12-updates\/oldstable-updates \[all\]\)$/m,
    );
    assert.match(simulated, /^Inst linux-image-6\.1\.0-37-amd64 \(6\.1\.140-1 Debian-Security/m);
    assert.match(simulated, /^Conf openssl \(3\.0\.17/m);
    assert.match(run('dpkg-query -W openssl'), /3\.0\.15/);
  });

  test('takes its time: for the lists, and for each package', () => {
    const { disk, run } = machine();
    const milliseconds = (...args: string[]) =>
      programs['apt-get']!({ arguments: args, disk, durations, input: '', now: 0 }).milliseconds;
    assert.equal(milliseconds('update'), 7);
    run('apt-get update');
    assert.equal(milliseconds('install', '-y', 'openssl', 'libssl3'), 1 + 2 * 11);
  });

  test('asks for a reboot after a new kernel, which runs from then on', () => {
    const { disk, run, exitCode } = machine();
    run('apt-get update');
    assert.equal(exitCode('test -f /var/run/reboot-required'), 1);
    run('apt-get install -y --only-upgrade linux-image-amd64=6.1.140-1');
    assert.equal(exitCode('test -f /var/run/reboot-required'), 0);
    assert.equal(run('uname -r'), '6.1.0-29-amd64\n');
    boot(disk, 0);
    assert.equal(exitCode('test -f /var/run/reboot-required'), 1);
    assert.equal(run('uname -r'), '6.1.0-37-amd64\n');
  });

  test('upgrade keeps back what would bring new packages', () => {
    const { run } = machine();
    run('apt-get update');
    assert.match(run('apt-get -s upgrade'), /^11 upgraded, 0 newly installed, 0 to remove and 1 not upgraded\.$/m);
  });

  const refusals: [line: string, message: RegExp][] = [
    ['apt-get install -y nosuch', /^E: Unable to locate package nosuch$/m],
    ['apt-get install -y openssl=9', /^E: Version '9' for 'openssl' was not found$/m],
    ['apt-get frobnicate', /^E: Invalid operation frobnicate$/m],
    ['apt-get --frob update', /^E: Command line option --frob is not understood/m],
  ];
  for (const [line, message] of refusals) {
    test(`refuses ${line}`, () => {
      const { run, exitCode } = machine();
      assert.equal(exitCode(line), 100);
      assert.match(run(line), message);
    });
  }
});
