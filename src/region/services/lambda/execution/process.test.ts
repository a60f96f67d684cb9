import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../fixture.ts';
import { type Line, startProcess } from './process.ts';

let taskRoot: string;
before(async () => {
  taskRoot = await mkdtemp(join(tmpdir(), 'wakepatch-process-'));
  const code = `exports.handler = async (event) => {
    if (event.spawn) require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }).unref();
    console.log(process.pid);
    while (event.forever);
  }`;
  await writeFile(join(taskRoot, 'index.js'), code);
});
after(() => rm(taskRoot, { recursive: true }));

const environment = { _HANDLER: 'index.handler', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
const startup = { memorySize: 128, nodeVariables: {} };
const request = { requestId: 'r', functionArn: 'arn', timeout: 3000 };

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a process dies with the one that started it, even killed, though its handler never gives way', async () => {
  const parent = `
    import { startProcess } from ${JSON.stringify(new URL('./process.ts', import.meta.url).href)};
    const started = startProcess(${JSON.stringify(startup)}, ${JSON.stringify(join(taskRoot, 'cache'))});
    started.listen(({ message }) => console.log(message));
    await started.initialize(${JSON.stringify({ environment, taskRoot })});
    await started.invoke(${JSON.stringify({ ...request, event: '{"forever":true}' })});`;
  const region = spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(region.stdout, 'data');
  const pid = Number(String(output));
  assert.ok(runs(pid));
  region.kill('SIGKILL');
  await until(() => !runs(pid));
});

test('what a function started ends with its process', async () => {
  const lines: Line[] = [];
  const started = startProcess(startup, join(taskRoot, 'cache'));
  started.listen((line) => lines.push(line));
  await started.initialize({ environment, taskRoot });
  await started.invoke({ ...request, event: '{"spawn":true}' });
  started.kill();
  // The one that sleeps holds the pipes, and they are closed only when it is gone as well.
  await started.ended;
  assert.equal(runs(Number(lines[0]?.message)), false);
});

test('whoever asks a process that is gone is told how it went', async () => {
  const started = startProcess(startup, join(taskRoot, 'cache'));
  started.kill();
  assert.deepEqual(await started.initialize({ environment, taskRoot }), {
    type: 'exit',
    code: null,
    signal: 'SIGKILL',
  });
  assert.deepEqual(await started.invoke({ ...request, event: '{}' }), { type: 'exit', code: null, signal: 'SIGKILL' });
});
