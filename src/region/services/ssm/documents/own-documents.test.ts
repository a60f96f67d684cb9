// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a shell script's
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ended, openSsm } from '../fixture.ts';
import { readContent } from './content.ts';

const step = (name: string, line: string, inputs: object = {}, more: object = {}) => ({
  action: 'aws:runShellScript',
  name,
  inputs: { runCommand: [line], ...inputs },
  ...more,
});
const content = (mainSteps: object[], parameters: object = {}) =>
  JSON.stringify({ schemaVersion: '2.2', description: 'Checks a machine.', parameters, mainSteps });
const linux = { precondition: { StringEquals: ['platformType', 'Linux'] } };

describe('a document of the account', () => {
  test('has versions, of which one is the default; each can be read as JSON and as YAML', async (t) => {
    const { ssm } = (await openSsm(t)).clients;
    const Name = 'Machine-Check';
    const made = await ssm.createDocument({
      Name,
      Content:
        'schemaVersion: "2.2"\nmainSteps:\n- action: aws:runShellScript\n  name: one\n  inputs:\n    runCommand: [uptime]\n',
      DocumentType: 'Command',
      DocumentFormat: 'YAML',
      Tags: [{ Key: 'Team', Value: 'web' }],
    });
    assert.equal(made.DocumentDescription?.Status, 'Creating');
    await ssm.updateDocument({
      Name,
      Content: content([step('one', 'true')]),
      DocumentVersion: '$LATEST',
      DocumentFormat: 'JSON',
    });
    const { Document } = await ssm.describeDocument({ Name });
    assert.deepEqual(
      [Document?.DocumentVersion, Document?.DefaultVersion, Document?.LatestVersion, Document?.Owner, Document?.Status],
      ['1', '1', '2', '123456789012', 'Active'],
    );
    const asJson = await ssm.getDocument({ Name, DocumentFormat: 'JSON' });
    assert.deepEqual(JSON.parse(asJson.Content!).mainSteps[0].inputs, { runCommand: ['uptime'] });
    assert.match(
      (await ssm.getDocument({ Name, DocumentVersion: '$LATEST', DocumentFormat: 'YAML' })).Content!,
      /^description:/m,
    );
    await ssm.updateDocumentDefaultVersion({ Name, DocumentVersion: '2' });
    assert.equal((await ssm.getDocument({ Name })).DocumentVersion, '2');
    const { DocumentVersions } = await ssm.listDocumentVersions({ Name });
    assert.deepEqual(
      DocumentVersions!.map((each) => [each.DocumentVersion, each.IsDefaultVersion, each.DocumentFormat]),
      [
        ['2', true, 'JSON'],
        ['1', false, 'YAML'],
      ],
    );
    const { DocumentIdentifiers } = await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Self'] }] });
    assert.deepEqual(
      DocumentIdentifiers!.map((each) => [each.Name, each.Tags]),
      [[Name, [{ Key: 'Team', Value: 'web' }]]],
    );
    await ssm.deleteDocument({ Name });
    await assert.rejects(ssm.getDocument({ Name }), { name: 'InvalidDocument' });
    await assert.rejects(ssm.listTagsForResource({ ResourceType: 'Document', ResourceId: Name }), {
      name: 'InvalidResourceId',
    });
  });

  test('is refused where a name, a version or the content is in the way', async (t) => {
    const { ssm } = (await openSsm(t)).clients;
    const Content = content([step('one', 'true')]);
    await ssm.createDocument({ Name: 'Once', Content, VersionName: 'first' });
    await assert.rejects(ssm.createDocument({ Name: 'Once', Content }), { name: 'DocumentAlreadyExists' });
    await assert.rejects(ssm.createDocument({ Name: 'AWS-Mine', Content }), { name: 'ValidationException' });
    await assert.rejects(ssm.createDocument({ Name: 'Auto', Content, DocumentType: 'Automation' }), {
      name: 'NotImplemented',
    });
    await assert.rejects(ssm.createDocument({ Name: 'Large', Content: ' '.repeat(70_000) }), {
      name: 'MaxDocumentSizeExceeded',
    });
    await assert.rejects(ssm.updateDocument({ Name: 'Once', Content }), { name: 'DuplicateDocumentContent' });
    const other = { Name: 'Once', Content: content([step('one', 'false')]) };
    await assert.rejects(ssm.updateDocument({ ...other, DocumentVersion: '7' }), { name: 'InvalidDocumentVersion' });
    await assert.rejects(ssm.updateDocument({ ...other, VersionName: 'first' }), {
      name: 'DuplicateDocumentVersionName',
    });
    await assert.rejects(ssm.updateDocumentDefaultVersion({ Name: 'Once', DocumentVersion: '2' }), {
      name: 'InvalidDocumentVersion',
    });
  });

  // biome-ignore format: a table
  const refusals: [what: string, content: object | string, error: string, message: RegExp][] = [
    ['no document at all', '{', 'InvalidDocumentContent', /not valid JSON/],
    ['another schema version', { schemaVersion: '1.2', runtimeConfig: {} }, 'NotImplemented', /schema version 1\.2/],
    ['a schema version that is none', { schemaVersion: '9' }, 'InvalidDocumentSchemaVersion', /9/],
    ['no steps', { schemaVersion: '2.2', mainSteps: [] }, 'InvalidDocumentContent', /mainSteps/],
    ['another plugin', { schemaVersion: '2.2', mainSteps: [{ ...step('a', 'x'), action: 'aws:runDocument' }] }, 'NotImplemented', /the action aws:runDocument/],
    ['PowerShell on other machines than those of Windows', { schemaVersion: '2.2', mainSteps: [{ ...step('a', 'x'), action: 'aws:runPowerShellScript' }] }, 'NotImplemented', /aws:runPowerShellScript but for Windows/],
    ['an input that is not known', { schemaVersion: '2.2', mainSteps: [step('a', 'x', { colour: 'red' })] }, 'NotImplemented', /the member colour/],
    ['two steps of one name', { schemaVersion: '2.2', mainSteps: [step('a', 'x'), step('a', 'y')] }, 'InvalidDocumentContent', /Two steps/],
    ['a parameter that is not defined', { schemaVersion: '2.2', mainSteps: [step('a', '{{ Who }}')] }, 'InvalidDocumentContent', /Who/],
    ['a reference to Parameter Store', { schemaVersion: '2.2', mainSteps: [step('a', '{{ssm:who}}')] }, 'NotImplemented', /ssm:who/],
    ['a precondition on a parameter', { schemaVersion: '2.2', mainSteps: [step('a', 'x', {}, { precondition: { StringEquals: ['{{ A }}', 'b'] } })] }, 'NotImplemented', /preconditions/],
    ['a parameter of a type of AWS alone', { schemaVersion: '2.2', parameters: { A: { type: 'StringMap' } }, mainSteps: [step('a', 'x')] }, 'NotImplemented', /StringMap/],
  ];
  for (const [what, given, name, message] of refusals)
    test(`is refused with ${what}`, () => {
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      assert.throws(() => readContent(text, 'JSON'), { code: name, message });
    });
});

describe('a command with a document of the account', () => {
  test('fills in its parameters, and keeps the output of each step', async (t) => {
    const region = await openSsm(t);
    const { ssm } = region.clients;
    const id = await region.managed();
    await ssm.createDocument({
      Name: 'Greet',
      Content: content(
        [
          step('hello', 'echo "hello {{ Who }}, {{ Times }} times"', {}, linux),
          {
            ...step('windows', 'dir', {}, { precondition: { StringEquals: ['platformType', 'Windows'] } }),
            action: 'aws:runPowerShellScript',
          },
          step('script', '{{ Lines }}'),
        ],
        {
          Who: { type: 'String', allowedPattern: '[a-z]+' },
          Times: { type: 'Integer', default: 2 },
          Lines: { type: 'StringList' },
        },
      ),
    });
    const DocumentName = 'arn:aws:ssm:us-east-1:123456789012:document/Greet';
    const Parameters = { Who: ['world'], Lines: ['echo a', 'echo b'] };
    const { Command } = await ssm.sendCommand({ InstanceIds: [id], DocumentName, Parameters, DocumentVersion: '1' });
    await ssm.deleteDocument({ Name: 'Greet' });
    const whole = await ended(region, Command!.CommandId!, id);
    assert.deepEqual([whole.PluginName, whole.Status, whole.DocumentVersion], ['', 'Success', '1']);
    const output = async (PluginName: string) =>
      (await ssm.getCommandInvocation({ CommandId: Command!.CommandId, InstanceId: id, PluginName }))
        .StandardOutputContent;
    assert.equal(await output('hello'), 'hello world, 2 times\n');
    assert.equal(await output('script'), 'a\nb\n');
    assert.match((await output('windows'))!, /^Step execution skipped due to unsatisfied preconditions/);
    const { CommandInvocations } = await ssm.listCommandInvocations({ CommandId: Command!.CommandId, Details: true });
    assert.deepEqual(
      CommandInvocations![0]!.CommandPlugins!.map(({ Name, Output }) => [Name, Output?.split('\n')[0]]),
      [
        ['hello', 'hello world, 2 times'],
        [
          'windows',
          `Step execution skipped due to unsatisfied preconditions: '"StringEquals": [platformType, Windows]'. Step name: windows`,
        ],
        ['script', 'a'],
      ],
    );
  });

  const parameters = { Who: { type: 'String', allowedPattern: '[a-z]+' }, Yes: { type: 'Boolean', default: true } };
  // biome-ignore format: a table
  const wrong: [what: string, given: Record<string, string[]>][] = [
    ['does not match its pattern', { Who: ['World'] }],
    ['is missing', {}],
    ['is not defined', { Who: ['world'], What: ['x'] }],
    ['is of another type', { Who: ['world'], Yes: ['perhaps'] }],
  ];
  test('is refused with a parameter that is wrong', async (t) => {
    const region = await openSsm(t);
    const id = await region.managed();
    await region.clients.ssm.createDocument({
      Name: 'Greet',
      Content: content([step('a', 'echo {{ Who }}')], parameters),
    });
    for (const [what, Parameters] of wrong)
      await assert.rejects(
        region.clients.ssm.sendCommand({ InstanceIds: [id], DocumentName: 'Greet', Parameters }),
        { name: 'InvalidParameters' },
        what,
      );
  });

  // biome-ignore format: a table
  const flows: [what: string, steps: object[], status: string, ran: string[]][] = [
    ['goes on after a step that failed, and has failed', [step('a', 'false'), step('b', 'echo b')], 'Failed', ['a', 'b']],
    ['ends where a step says so', [step('a', 'false', { onFailure: 'exit' }), step('b', 'true')], 'Failed', ['a']],
    ['ends well where a step says so', [step('a', 'false', { onFailure: 'successAndExit' }), step('b', 'true')], 'Success', ['a']],
    ['ends after a success where a step says so', [step('a', 'true', { onSuccess: 'exit' }), step('b', 'false')], 'Success', ['a']],
    ['does its final step in any case', [step('a', 'false', { onFailure: 'exit' }), step('b', 'true'), step('c', 'true', { finallyStep: true })], 'Failed', ['a', 'c']],
    ['ends a step that takes longer than it may', [step('a', 'sleep 60', { timeoutSeconds: '20' }), step('b', 'true')], 'TimedOut', ['a', 'b']],
  ];
  for (const [what, steps, status, ran] of flows)
    test(what, async (t) => {
      const region = await openSsm(t);
      const id = await region.managed();
      await region.clients.ssm.createDocument({ Name: 'Flow', Content: content(steps) });
      const { Status, CommandId } = await region.run(id, { DocumentName: 'Flow' });
      assert.equal(Status, status);
      const { CommandInvocations } = await region.clients.ssm.listCommandInvocations({ CommandId, Details: true });
      const finished = CommandInvocations![0]!.CommandPlugins!.filter(
        ({ ResponseFinishDateTime }) => ResponseFinishDateTime,
      );
      assert.deepEqual(
        finished.map(({ Name }) => Name),
        ran,
      );
    });
});
