import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Outside } from '../../../service.ts';
import { email } from './email.ts';
import type { Delivery } from './protocol.ts';

test('a mail that is written again is one file, for its owner alone', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-mail-'));
  const outside = { dataDir, endpoint: 'http://127.0.0.1:1' } as Outside;
  const arn = 'arn:aws:sns:us-east-1:123456789012:t';
  const delivery: Delivery = {
    id: 'one',
    topic: { arn, name: 't', displayName: '' },
    subscription: { arn: `${arn}:s`, protocol: 'email', endpoint: 'ops@example.com' },
    message: { id: 'm', subject: null, texts: { default: 'x' }, attributes: {}, timestamp: '2026-01-01T00:00:00.000Z' },
  };
  await email.deliver(delivery, outside);
  await email.deliver(delivery, outside);
  assert.deepEqual(await readdir(join(dataDir, 'mail')), ['2026-01-01T000000.000Z-one.eml']);
  const { mode } = await stat(join(dataDir, 'mail', '2026-01-01T000000.000Z-one.eml'));
  assert.equal(mode & 0o077, 0);
  await rm(dataDir, { recursive: true });
});
