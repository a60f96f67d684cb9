import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFacts } from './facts.ts';

test('a machine tells what it is by os-release and its host name', () => {
  const text =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\nip-10-0-0-4\n';
  assert.deepEqual(parseFacts(text), {
    platformName: 'Debian GNU/Linux',
    platformVersion: '12',
    computerName: 'ip-10-0-0-4',
  });
});
