import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aptName, isSecurity, parsePolicies, parseSurvey } from './packages.ts';

// Printed by apt 2.6.1 and dpkg 1.21.22 on Debian 12.
const survey = `Hit:1 http://mirror.example/debian bookworm InRelease
Reading package lists...
Inst libgcrypt20 [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
Inst libc6:i386 [2.36-9+deb12u9] (2.36-9+deb12u10 Debian-Security:12/oldstable-security [i386])
Inst tzdata [2024a-0+deb12u1] (2025b-0+deb12u1 Debian:12-updates/oldstable-updates [all])
Inst linux-image-6.1.0-37-amd64 (6.1.140-1 Debian-Security:12/oldstable-security [amd64])
Conf libgcrypt20 (1.10.1-3+deb12u1 Debian-Security:12/oldstable-security [amd64])
package\tii \tdpkg\tamd64\t1.21.22\trequired\tadmin\t1750775867
package\thi \ttzdata\tall\t2024a-0+deb12u1\trequired\tlocalization\t1750775867
package\trc \told-thing\tamd64\t1.0\toptional\tmisc\t1750775867
package\tii \tlibc6\ti386\t2.36-9+deb12u9\toptional\tlibs\t
NAME="Debian GNU/Linux"
VERSION_ID="12"
ID=debian
`;

test('a survey tells the system, what is installed, and what could be upgraded from where', () => {
  const { system, systemVersion, installed, upgrades } = parseSurvey(survey);
  assert.deepEqual([system, systemVersion], ['debian', '12']);
  assert.deepEqual(
    installed.map(({ name, architecture, changedAt }) => [name, architecture, changedAt]),
    [
      ['dpkg', 'amd64', 1750775867000],
      ['tzdata', 'all', 1750775867000],
      ['libc6', 'i386', undefined],
    ],
    'held ones too, but nothing of which only the configuration is left',
  );
  assert.deepEqual(upgrades, [
    { name: 'libgcrypt20', architecture: 'amd64', from: '1.10.1-3', to: '1.10.1-3+deb12u1', security: true },
    { name: 'libc6', architecture: 'i386', from: '2.36-9+deb12u9', to: '2.36-9+deb12u10', security: true },
    { name: 'tzdata', architecture: 'all', from: '2024a-0+deb12u1', to: '2025b-0+deb12u1', security: false },
    { name: 'linux-image-6.1.0-37-amd64', architecture: 'amd64', from: undefined, to: '6.1.140-1', security: true },
  ]);
});

test("apt is told the architecture only where it is not the machine's own", () => {
  const { installed } = parseSurvey(survey);
  assert.deepEqual(
    installed.map((each) => aptName(each, installed)),
    ['dpkg', 'tzdata', 'libc6:i386'],
  );
});

const policy = `openssl:
  Installed: 3.0.19-1~deb12u2
  Candidate: 3.0.22-1~deb12u2
  Version table:
     3.0.22-1~deb12u2 500
        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages
     3.0.20-1~deb12u2 500
        500 http://mirror.example/debian bookworm/main amd64 Packages
 *** 3.0.19-1~deb12u2 100
        100 /var/lib/dpkg/status
libc6:i386:
  Installed: (none)
  Candidate: (none)
  Version table:
`;

test('a policy tells the candidate and which archive has a version', () => {
  const policies = parsePolicies(policy);
  assert.deepEqual([...policies.keys()], ['openssl', 'libc6:i386']);
  const openssl = policies.get('openssl')!;
  assert.equal(openssl.candidate, '3.0.22-1~deb12u2');
  assert.equal(isSecurity(openssl, '3.0.22-1~deb12u2'), true);
  assert.equal(isSecurity(openssl, '3.0.20-1~deb12u2'), false);
  assert.equal(isSecurity(openssl, '3.0.19-1~deb12u2'), false);
  assert.equal(policies.get('libc6:i386')!.candidate, undefined);
});
