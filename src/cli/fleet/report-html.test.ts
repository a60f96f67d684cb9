import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { patched, reportOf, troubled } from '../../operator/fleet/report.fixture.ts';
import { reportHtml } from './report-html.ts';

const page = await reportHtml(reportOf([...troubled, ...Array.from({ length: 70 }, (_, n) => patched(n + 1, n))]));

/** All elements and their attributes, as HTML parses them: what stands in text is no tag. */
const tagsOf = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*\/?>/gi)];

describe('the page', () => {
  test('has the four plots, drawn, with every outcome in the legend of what occurred', () => {
    assert.equal([...page.matchAll(/<svg /g)].length, 4);
    for (const text of ['LeftAwake', 'never proven', 'minutes awake', 'web-101 i-00000000000000101'])
      assert.match(page, new RegExp(`<text[^>]*>${text}</text>`), text);
  });

  test('shows the phases of those that need a person before the slowest others', () => {
    const timeline = page.slice(page.indexOf('<h2>Timeline'));
    assert.match(timeline, /60 of \d+: those that need a person/);
    for (const name of ['web-101', 'web-102', 'web-103', 'web-104'])
      assert.match(timeline, new RegExp(`<text[^>]*>${name} i-`));
  });

  test('tells in words what needs a person, who is logged in, and what changed', () => {
    assert.match(page, /No space left/);
    assert.match(page, /SessionOpen: arn:aws:iam::123456789012:user\/alice/);
    assert.match(page, /<code>openssl 3\.0\.15-1 → 3\.0\.17-1<\/code>/);
    assert.match(page, /<code>wakepatch:hold<\/code>/);
  });

  test('asks for nothing: no script, no address to fetch, and a policy that forbids both', () => {
    assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';/);
    const names = new Set(tagsOf(page).map(([, name = '']) => name.toLowerCase()));
    for (const name of ['script', 'link', 'img', 'image', 'iframe', 'object', 'use', 'a', 'form', 'base'])
      assert.ok(!names.has(name), name);
    const attributes = tagsOf(page).flatMap(([, , text = '']) => [...text.matchAll(/([\w:-]+)="([^"]*)"/g)]);
    assert.ok(attributes.length > 1000, 'they are seen');
    for (const [, name = '', value = ''] of attributes) {
      assert.doesNotMatch(name, /^(on|src|href|xlink:href|style|action|background$)/i);
      if (!name.startsWith('xmlns')) assert.doesNotMatch(value, /https?:|javascript:|url\(/i);
    }
    assert.doesNotMatch(page.slice(page.indexOf('<style>'), page.indexOf('</style>')), /url\(|@import/);
  });

  test('of a run that came to no instance has no timeline', async () => {
    const empty = await reportHtml(reportOf([]));
    assert.doesNotMatch(empty, /<h2>Timeline/);
    assert.match(empty, /<h1>Maintenance of a fleet/);
  });
});

describe('what comes from elsewhere is text', () => {
  const hostile = `</text></svg></style></title><script>alert(1)</script><img src=x onerror="alert(2)">'"&amp;`;
  const leftOn = { reason: 'UserLoggedIn', who: hostile } as const;
  const told = [
    patched(1, 0, { name: hostile, leftOn, commandId: hostile }),
    patched(2, 0, { outcome: 'PatchFailed', reason: hostile, cause: hostile, missing: [hostile], foundState: hostile }),
    patched(3, 0, { outcome: 'Skipped', reason: hostile, because: hostile }),
    patched(4, 0, { changes: [{ name: hostile, from: hostile, to: hostile }] }),
    { ...patched(5, 0), instanceId: hostile, stale: true, compliance: undefined },
  ];

  test('whichever member it is in, in the tables and in the plots', async () => {
    const html = await reportHtml(reportOf(told, { run: hostile, problem: hostile, began: hostile }));
    assert.ok(html.split('&lt;script&gt;alert(1)').length > 10, 'it is there');
    assert.doesNotMatch(html, /<script|<img|onerror="/i);
    assert.equal([...html.matchAll(/<\/svg>/g)].length, 4);
    assert.equal([...html.matchAll(/<\/style>/g)].length, 1);
    assert.equal([...html.matchAll(/<\/title>/g)].length, 1);
  });
});
