/**
 * The package as others get it: packed, installed in an empty folder on whatever Node the system has, and used there as
 * the README says, without the checkout.
 */
import assert from 'node:assert/strict';
import { cp, glob, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { stopRunning } from '../../src/cli/region-process.ts';
import { consolePath } from '../../src/console/server/address.ts';
import { commandsForPackage } from '../e2e/walkthrough/readme.ts';
import { openShell } from '../e2e/walkthrough/shell.ts';
import { checkout, environment, pack, run } from './packed.ts';
import { isPermissive } from './permissive.ts';

test('the package', async (t) => {
  const { folder, files, tarball } = await pack(t);
  const root = join(folder, 'node_modules/wakepatch');
  const dataDir = join(folder, 'data');
  const shell = openShell(folder, environment({ WAKEPATCH_DATA: dataDir }));
  t.after(async () => {
    await shell.close();
    await stopRunning(dataDir);
    await rm(folder, { recursive: true, force: true });
  });
  const [, commands = ''] = commandsForPackage();
  const [installation = '', ...others] = commands.split('\n');

  await t.test('has what it needs and no more', () => {
    for (const file of [
      'LICENSE',
      'README.md',
      'bin/wakepatch',
      'templates/wakepatch-fleet.yaml',
      'dist/console/index.html',
      'lib/cdk/index.d.ts',
    ])
      assert.ok(files.includes(file), file);
    // Beside the code that reads or runs them.
    for (const name of ['runtime.mjs', 'init.sh', 'launch.pl', 'assemble.sh', 'customize.sh'])
      assert.ok(
        files.some((file) => file.startsWith('lib/region/') && file.endsWith(`/${name}`)),
        name,
      );
    assert.deepEqual(
      files.filter((file) => /^(src|test|setup|bench)\/|\.test\.|fixture|\/testing\/|(?<!\.d)\.ts$/.test(file)),
      [],
    );
  });

  await t.test('is installed in an empty folder', async () => {
    assert.match(installation, /^npm install /);
    const options = '--prefer-offline --no-audit --no-fund';
    await shell.run(installation.replace('path/to/wakepatch-*.tgz', `${options} '${tarball}'`));
  });

  await t.test('has the licences of what is bundled into its pages, all of them permissive', async () => {
    const text = await readFile(join(root, 'dist/console/licences.md'), 'utf8');
    const licences = [...text.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(
      ([, name, licence = '']) => [name, licence] as const,
    );
    assert.ok(licences.some(([name]) => name === 'react'));
    assert.deepEqual(
      licences.filter(([, licence]) => !isPermissive(licence)),
      [],
    );
  });

  await t.test('imports nothing that does not come with it', async () => {
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    );
    const imported = new Set<string>();
    for await (const file of glob('lib/**/*.{js,mjs}', { cwd: root })) {
      const text = await readFile(join(root, file), 'utf8');
      const statements =
        /^(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)/gm;
      for (const [, ...names] of text.matchAll(statements))
        imported.add(names.find((name) => name !== undefined) ?? '');
    }
    assert.ok(imported.has('citty') && imported.has('aws-cdk-lib'));
    const known = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    const packages = [...imported].filter((name) => !/^(\.|node:)/.test(name));
    const foreign = packages.filter((name) => !known.some((one) => name === one || name.startsWith(`${one}/`)));
    assert.deepEqual(foreign, []);
  });

  await t.test('carries out the maintenance, and shows what it came to', async () => {
    const [up = '', ...afterwards] = others;
    const [endpoint = ''] = (
      await shell.run(up.replace('wakepatch up', 'wakepatch up --machines simulated --time simulated --port 0'))
    ).split('\n');
    assert.match(await (await fetch(`${endpoint}${consolePath}/`)).text(), /^<!doctype html>/i);
    // A day of simulated time goes by in a moment, so that the window would be open all the time.
    const options = "--parameters 'Schedule=rate(30 days),PollIntervalSeconds=1'";
    const output = await shell.run(afterwards.join('\n').replace('wakepatch deploy', `wakepatch deploy ${options}`));
    assert.match(output, /^ *Upgraded: \S+ \S+ -> \S+$/m);
    assert.match(output, /is down\.$/m);
  });

  await t.test('has the example for CDK, typed and synthesised', async () => {
    for (const name of ['aws-cdk-lib', 'constructs', '@types/node']) await symlinkInto(folder, name);
    const example = join(folder, 'cdk');
    await cp(join(checkout, 'examples/cdk'), example, { recursive: true });
    await run(example, join(checkout, 'node_modules/.bin/tsc'), [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      'node',
      'app.ts',
    ]);

    const { app } = JSON.parse(await readFile(join(example, 'cdk.json'), 'utf8'));
    const [, ...args] = app.split(' ');
    await run(example, join(folder, 'node_modules/.bin/node'), args, { CDK_OUTDIR: join(example, 'cdk.out') });
    const template = JSON.parse(await readFile(join(example, 'cdk.out/Patching.template.json'), 'utf8'));
    const ofType = (type: string): Record<string, unknown>[] =>
      Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources)
        .filter(({ Type }) => Type === type)
        .map(({ Properties }) => Properties);

    const [window] = ofType('AWS::SSM::MaintenanceWindow');
    assert.deepEqual(
      [window?.Schedule, window?.ScheduleTimezone, window?.Duration],
      ['cron(0 2 ? * SUN *)', 'Europe/Berlin', 4],
    );
    const [target] = ofType('AWS::SSM::MaintenanceWindowTarget');
    assert.deepEqual(target?.Targets, [{ Key: 'tag:PatchWhen', Values: ['asleep'] }]);
    const [, patchFleet] = ofType('AWS::StepFunctions::StateMachine');
    const { PreDocument, SnapshotsToKeep } = patchFleet!.DefinitionSubstitutions as Record<string, unknown>;
    assert.deepEqual([PreDocument, SnapshotsToKeep], [{ Ref: 'Quiesce' }, '2']);
    assert.match(JSON.stringify(ofType('AWS::Lambda::Function')), /\\"canaries\\": \\"2\\".*\\"maxErrors\\": \\"5%\\"/);
    const original = JSON.parse(await readFile(join(root, 'templates/wakepatch-fleet.json'), 'utf8'));
    const functions = Object.values<{ Type: string }>(original.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Function',
    );
    assert.equal(ofType('AWS::Lambda::Function').length, functions.length);
    assert.equal(ofType('AWS::CloudWatch::Alarm').length, 1);
    assert.ok(template.Outputs.PatchFleetArn);
  });

  /** CDK is large, so it is not installed a second time: npm would put it here. */
  async function symlinkInto(place: string, name: string): Promise<void> {
    await rm(join(place, 'node_modules', name), { recursive: true, force: true });
    await symlink(join(checkout, 'node_modules', name), join(place, 'node_modules', name));
  }
});
