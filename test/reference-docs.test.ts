import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { referencePages } from '../setup/reference-docs.ts';
import { checkout } from './docs/page.ts';

describe('docs/reference', () => {
  const pages = referencePages();

  test('says what the code has; `npm run docs` writes it anew', () => {
    for (const [file, text] of Object.entries(pages)) assert.equal(readFileSync(file, 'utf8'), text);
  });

  test('says of each function and each property what it is', () => {
    const [functions = '', constructs = ''] = Object.values(pages);
    for (const section of functions.split(/^## /m).slice(1, -1))
      assert.match(section, /\n\n[A-Z][\s\S]+Called with `\w/, section);
    assert.match(functions, /^## InstanceStarter$/m);
    assert.match(functions, /^interface WaitEvent extends InstanceEvent \{$/m);
    assert.match(constructs, /^\| `schedule` \| `string` \| `"rate\(30 minutes\)"` \| When the window opens/m);
    assert.match(constructs, /^\| `alarmTopic` \| `ITopic` \| Where alarms and reports are told\. \|$/m);
    for (const [row] of constructs.matchAll(/^\| .*\|$/gm)) assert.doesNotMatch(row, /\| {2}\|$/, row);
  });
});

test('the links of the documentation lead somewhere', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: checkout });
  assert.ok(pages.length > 20);
  const dead = pages.flatMap((page) => {
    const text = readFileSync(join(checkout, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
    return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]+)?\)/g)]
      .filter(([, to = '', anchor]) => {
        const file = to === '' ? join(checkout, page) : join(checkout, dirname(page), to);
        return !existsSync(file) || (anchor && file.endsWith('.md') && !anchorsOf(file).includes(anchor.slice(1)));
      })
      .map(([link]) => `${page}: ${link}`);
  });
  assert.deepEqual(dead, []);
});

/** As GitHub makes them of headings: lower case, words joined by hyphens, nothing else but letters, digits and hyphens. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8')
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
