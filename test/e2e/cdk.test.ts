/**
 * A fleet that was deployed with CDK: the construct in a stack of somebody's own, beside resources of theirs, deployed into a
 * Region and used by the command line like any other.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { FleetMaintenance } from '../../src/cdk/index.ts';
import { dormantFleet } from '../docs/dormant-fleet.ts';

test('a fleet that was deployed with CDK is planned, run and reported', async (t) => {
  const outdir = await mkdtemp(join(tmpdir(), 'wakepatch-cdk-'));
  t.after(() => rm(outdir, { recursive: true }));
  const stack = new Stack(new App({ outdir, analyticsReporting: false }), 'Mine', {
    synthesizer: new BootstraplessSynthesizer(),
  });
  const quiesce = new CfnDocument(stack, 'Quiesce', {
    documentType: 'Command',
    content: {
      schemaVersion: '2.2',
      mainSteps: [{ name: 'quiesce', action: 'aws:runShellScript', inputs: { runCommand: ['echo quiet'] } }],
    },
  });
  new FleetMaintenance(stack, 'Patching', {
    targetTagKey: 'PatchWhen',
    targetTagValue: 'asleep',
    schedule: 'at(2099-01-01T00:00:00)',
    preDocument: quiesce.ref,
    pollIntervalSeconds: 1,
  });
  (stack.node.root as App).synth();

  const { shell, instances, clients } = await dormantFleet(t, { PatchWhen: 'asleep' });
  const template = join(outdir, 'Mine.template.json');
  assert.match(
    await shell.run(`bin/wakepatch deploy --yes --stack Mine --template '${template}'`),
    /^PatchFleetArn: /m,
  );
  assert.match(
    await shell.run('bin/wakepatch plan --stack Mine'),
    new RegExp(`canary +${instances[0]}|${instances[0]}`),
  );
  assert.match(await shell.run('bin/wakepatch run --stack Mine'), /^ {2}Patched +2$/m);

  const { CommandInvocations = [] } = await clients.ssm.listCommandInvocations({ Details: true });
  const quiet = CommandInvocations.flatMap(({ CommandPlugins = [] }) => CommandPlugins).filter(
    ({ Name }) => Name === 'quiesce',
  );
  assert.deepEqual(
    quiet.map(({ Output }) => Output?.trim()),
    ['quiet', 'quiet'],
    'the document of the same stack was run on each',
  );
});
