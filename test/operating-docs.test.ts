import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { operatingFile, operatingPage } from '../setup/operating-docs.ts';
import { TAG } from '../src/maintenance/rules/tags.ts';

const page = readFileSync(operatingFile, 'utf8');
const rulesOfWaiting = readFileSync(new URL('../src/maintenance/rules/wait.ts', import.meta.url), 'utf8');

describe('docs/operating.md', () => {
  test('has the parameters, roles, outcomes and reasons that there are; `npm run docs` writes them anew', () => {
    assert.equal(page, operatingPage(page));
    assert.match(page, /^\| `InstanceNotStopped` \| /m);
    assert.match(page, /^\| `LeaseSweepRoleForLambda` \| `LeaseSweeper` \| `ec2:DescribeInstances` \| all/m);
    assert.match(
      page,
      /^\| {2}\| {2}\| `ec2:StartInstances`, `ec2:StopInstances` \| `instance\/\*`, if `aws:ResourceTag/m,
    );
  });

  test('names every tag that is written or read', () => {
    for (const tag of Object.values(TAG)) assert.ok(page.includes(`\`${tag}`), tag);
  });

  test('derives the pause from the prices that it names, as the code has it', () => {
    const price = (what: RegExp) => Number(what.exec(page)?.[1] ?? assert.fail(`no price ${what}`));
    const transition = price(/^\| one state transition \| ([\d.]+) \|/m);
    const request = price(/^\| one invocation \| ([\d.]+) \|/m);
    const gigabyteSecond = price(/^\| one GB-second of a function \| ([\d.]+) \|/m);
    const idleSecond = price(/^\| one second of a t3\.medium \| ([\d.]+) \|/m);
    const look = 3 * transition + request + 0.25 * 0.3 * gigabyteSecond;
    const inCode = Number(/LOOK_IN_IDLE_SECONDS = ([\d.]+);/.exec(rulesOfWaiting)?.[1]);
    assert.equal(Math.round((look / idleSecond) * 10) / 10, inCode);
    assert.ok(page.includes(`${inCode} idle seconds`));
  });
});
