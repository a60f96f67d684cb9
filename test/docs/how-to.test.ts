/**
 * What the how-tos say to type, typed: against a Region with two simulated machines that sleep. The pages say nothing about
 * how often to look; here it is every second.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type DormantFleet, dormantFleet } from './dormant-fleet.ts';
import { commandsOf, howTos } from './page.ts';

interface Page {
  /** of the machines; what the page itself gives them is not among them */
  readonly tags?: Readonly<Record<string, string>>;
  /** what stands for what in the commands */
  readonly replaced?: Readonly<Record<string, string>>;
  /** what there is to see of each block of commands */
  readonly seen: readonly ((output: string, fleet: DormantFleet) => void | Promise<void>)[];
}

const asleep = { PatchWhen: 'asleep' };
const deployed = (output: string) => assert.match(output, /^PatchFleetArn: arn:aws:states:/m);
const matches = (pattern: RegExp) => (output: string) => assert.match(output, pattern);
const nothing = (output: string) => assert.equal(output, '');
/** Both machines were patched. */
const patched = (output: string) => assert.match(output, /^ {2}Patched +2$/m);

const pages: Readonly<Record<string, Page>> = {
  'your-own-fleet': {
    seen: [
      nothing,
      (output) =>
        assert.equal(output.match(/^i-\w+\tDebian GNU\/Linux\t(Online|ConnectionLost)$/gm)?.length, 2, output),
      deployed,
      (output, { instances }) => {
        for (const id of instances) assert.match(output, new RegExp(`^\\d +(canary)? +${id} `, 'm'));
      },
      matches(/^ {2}Patched +1$/m),
      matches(/^ {2}AlreadyCompliant +1\n(.*\n)*? {2}Patched +1$|^ {2}Patched +1\n(.*\n)*? {2}AlreadyCompliant +1$/m),
      matches(
        / Excluded +it has the tag wakepatch:exclude\n(.*\n)*.* Held +until 2099-12-24|Held +until 2099-12-24\n(.*\n)*.* Excluded /,
      ),
      async (_, { clients, instances }) => {
        const { Tags = [] } = await clients.ec2.describeTags({
          Filters: [{ Name: 'resource-id', Values: [...instances] }],
        });
        assert.ok(Tags.every(({ Key }) => !['wakepatch:hold', 'wakepatch:exclude'].includes(Key ?? '')));
      },
    ],
  },
  'on-aws': {
    tags: asleep,
    seen: [
      matches(/^Add +PatchFleet +AWS::StepFunctions::StateMachine$/m),
      deployed,
      matches(/canary[\s\S]*^Window +wakepatch-fleet-window .* enabled, cron\(0 2 \? \* SUN \*\)/m),
      matches(/^Modify +MaintenanceWindow /m),
      async (output, { clients }) => {
        assert.match(output, /^false\nWindow .* disabled/m);
        assert.deepEqual(
          (await clients.cloudformation.listStacks({ StackStatusFilter: ['CREATE_COMPLETE'] })).StackSummaries,
          [],
        );
        assert.equal(
          (await clients.s3.listBuckets({})).Buckets?.length,
          2,
          'the evidence stays, and the bucket of templates',
        );
      },
    ],
  },
  hooks: {
    tags: asleep,
    seen: [
      matches(/^"(Active|Creating)"$/m),
      deployed,
      (output) => assert.equal(output.match(/^Success\tthe application is quiet$/gm)?.length, 4, output),
    ],
  },
  snapshots: {
    tags: asleep,
    seen: [
      patched,
      (output, { instances }) => {
        for (const id of instances) assert.match(output, new RegExp(`^snap-\\w+\\t\\S+\\t${id}$`, 'm'));
      },
    ],
  },
  notifications: {
    tags: asleep,
    seen: [
      deployed,
      matches(/pending confirmation|arn:aws:sns:/i),
      matches(/"FailedEntryCount": 0/),
      async (output, { dataDir }) => {
        patched(output);
        assert.match(output, /"detail-type":"Run Ended"/);
        const folder = join(dataDir, 'mail');
        const mails = await Promise.all((await readdir(folder)).map((mail) => readFile(join(folder, mail), 'utf8')));
        assert.ok(
          mails.some((mail) => /^To: .*operator@example\.com/m.test(mail)),
          mails.join('\n'),
        );
      },
    ],
  },
  'several-regions': {
    tags: asleep,
    // A Region on one machine is one Region.
    replaced: { 'eu-central-1 us-east-1': 'us-east-1' },
    seen: [
      deployed,
      (output, { instances }) => {
        patched(output);
        for (const id of instances) assert.match(output, new RegExp(`^${id},\\S+,Patched,`, 'm'));
      },
    ],
  },
  windows: {
    seen: [deployed, matches(/Modify [\s\S]*^Window +wakepatch-windows-window/m)],
  },
};

describe('the how-tos', { concurrency: 2 }, () => {
  test('are all run here', () => assert.deepEqual(howTos().sort(), Object.keys(pages).sort()));

  for (const [name, { tags = {}, replaced = {}, seen }] of Object.entries(pages))
    test(`${name} does what it says`, async (t) => {
      const blocks = commandsOf(`docs/how-to/${name}.md`);
      assert.equal(blocks.length, seen.length);
      const fleet = await dormantFleet(t, tags);
      for (const [index, block] of blocks.entries()) {
        const typed = Object.entries({
          ...replaced,
          '"TargetTagKey=': '"PollIntervalSeconds=1,SweepMinutes=1440,TargetTagKey=',
        }).reduce((text, [from, to]) => text.replaceAll(from, to), block);
        await seen[index]?.(await fleet.shell.run(typed), fleet);
      }
    });
});
