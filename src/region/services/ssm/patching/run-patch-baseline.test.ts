import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsm } from '../fixture.ts';

test('Install brings the security updates, reboots the machine, and reports what it then finds on it', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const boot = await region.machines.bootId(id);

  const invocation = await region.run(id, {
    DocumentName: 'AWS-RunPatchBaseline',
    Parameters: { Operation: ['Install'] },
  });

  assert.equal(invocation.Status, 'Success');
  assert.equal(invocation.PluginName, 'PatchLinux');
  assert.match(
    invocation.StandardOutputContent!,
    /^Upgraded: openssl:amd64 3\.0\.15-1~deb12u1 -> 3\.0\.17-1~deb12u2$/m,
  );
  assert.match(invocation.StandardOutputContent!, /^MissingCount +: 0$/m);
  assert.doesNotMatch(invocation.StandardOutputContent!, /tzdata/, 'an update that is not for security');
  assert.notEqual(await region.machines.bootId(id), boot);
  const versions = await region.shell(id, "dpkg-query -W -f='${Version}' openssl");
  assert.equal(versions.StandardOutputContent, '3.0.17-1~deb12u2');
});
