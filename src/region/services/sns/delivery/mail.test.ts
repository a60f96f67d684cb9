import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailText } from './mail.ts';

const mail = {
  id: 'm1',
  from: 'Alarms',
  to: 'ops@example.com',
  subject: 'Report',
  timestamp: '2026-01-01T12:00:00.000Z',
};
const lines = (more: Partial<Parameters<typeof mailText>[0]>) => mailText({ ...mail, text: '', ...more }).split('\r\n');

test('a mail is readable as it is', () => {
  assert.deepEqual(lines({ text: 'drei Rechner\nwurden gepatcht ✓' }), [
    'Date: Thu, 01 Jan 2026 12:00:00 +0000',
    'From: "Alarms" <no-reply@sns.amazonaws.com>',
    'To: ops@example.com',
    'Subject: Report',
    'Message-ID: <m1@sns.amazonaws.com>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'drei Rechner',
    'wurden gepatcht ✓',
  ]);
});

test('what is not ASCII in its headers is encoded, and quotation marks are escaped', () => {
  const [, from, , subject] = lines({ from: 'Say "yes"', subject: 'Prüfung' });
  assert.equal(from, 'From: "Say \\"yes\\"" <no-reply@sns.amazonaws.com>');
  assert.equal(subject, `Subject: =?UTF-8?B?${Buffer.from('Prüfung').toString('base64')}?=`);
  const long = lines({ subject: 'ü'.repeat(40) });
  assert.ok(long.every((line) => line.length <= 76));
  const words = long.join('\n').match(/=\?UTF-8\?B\?[^?]+\?=/g)!;
  const text = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
  assert.equal(text, 'ü'.repeat(40));
});

test('a text whose lines are too long for a mail is encoded', () => {
  const text = 'x'.repeat(2000);
  const all = lines({ text });
  assert.ok(all.includes('Content-Transfer-Encoding: base64'));
  const body = all.slice(all.indexOf('') + 1);
  assert.equal(Buffer.from(body.join(''), 'base64').toString(), text);
  assert.ok(body.every((line) => line.length <= 76));
});
