/** Chromium, as a person's browser: headless, alone with its loopback. */
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** What a browser would do on its own, which is nothing that a test wants. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Milliseconds: longer than a page takes on a machine that has much else to do. */
const longest = 60_000;

export interface Visitor {
  readonly page: Page;
  /** Opens a page of the console. @param path below `/_console` */
  goTo(path: string): Promise<void>;
  /** Fails when a page had an error, broke its policy, or asked anybody but the console. */
  assertCalm(): void;
  /** Fails when axe finds something against WCAG 2.2 AA on the page as it is now. */
  assertAccessible(): Promise<void>;
}

type After = { after(work: () => unknown): void };

export async function openBrowser(test: After): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
  test.after(() => browser.close());
  return browser;
}

/** @param address with the token, as `wakepatch up` prints it */
export async function visitor(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(longest);
  const { origin } = new URL(address);
  const trouble: string[] = [];
  page.on('pageerror', ({ message }) => trouble.push(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) trouble.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  return {
    page,
    async goTo(path) {
      await page.goto(`${origin}/_console${path}`);
      await page
        .getByRole('status')
        .filter({ hasText: /^Live$/ })
        .waitFor();
    },
    assertCalm: () => assert.deepEqual(trouble, []),
    async assertAccessible() {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
        [],
        page.url(),
      );
    },
  };
}
