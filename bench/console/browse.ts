/** What a person does on the fleet's page, with what it takes, in milliseconds. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { ScriptedFleet } from '../../test/console/scripted-fleet.ts';

/** Times between the frames that were drawn. */
interface Frames {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
  /** frames that took longer than a thirtieth of a second, of all */
  readonly slow: string;
}

const inPage = fileURLToPath(new URL('in-page.mjs', import.meta.url));
const size = { width: 1440, height: 900 };
const count = '.filters [role=status]';
const firstRow = '[role=grid] tbody tr[aria-rowindex="2"]';

export async function browse(browser: Browser, address: string, fleet: ScriptedFleet) {
  const context = await browser.newContext({ viewport: size });
  const arrival = await context.newPage();
  await arrival.goto(address);
  await arrival.getByRole('grid').waitFor();
  await arrival.close();

  const page = await context.newPage();
  await page.addInitScript({ path: inPage });
  await page.goto(`${new URL(address).origin}/_console/stacks/fleet/fleet`, { waitUntil: 'commit' });
  const firstContent = Math.round(await page.evaluate('bench.whenThere(".tiles .figure")'));
  const firstMachine = Math.round(await page.evaluate('bench.whenThere("[role=grid] tbody tr")'));
  await page.evaluate('bench.whenGone("still read")');

  await page.evaluate('bench.showTable()');
  const scrolling = await frames(page, async () => {
    await page.mouse.move(700, 600);
    for (let turns = 0; turns < 60; turns += 1) await page.mouse.wheel(0, 600);
  });
  const jumping = await frames(page, async () => {
    for (const share of [0.9, 0.1, 0.5, 1, 0]) await page.evaluate(`bench.jumpTo(${share})`);
  });
  const rowsDrawn = await page.locator('[role=grid] tbody tr').count();

  const search = page.getByRole('searchbox');
  const clear = page.getByRole('button', { name: 'Clear' });
  await search.focus();
  const typing: number[] = [];
  for (const letter of '1234') typing.push(await changed(page, count, () => page.keyboard.press(letter)));
  const clearing = await changed(page, count, () => clear.click());
  const filtering = await changed(page, count, () => page.getByLabel('Only').selectOption('person'));
  await clear.click();
  const ordering = await changed(page, firstRow, () =>
    page.getByRole('button', { name: 'Machine', exact: true }).click(),
  );

  fleet.stir(500);
  const updating = await frames(page, () => page.waitForTimeout(4000));
  await context.close();
  return {
    ...{ firstContent, firstMachine, rowsDrawn, scrolling, jumping },
    ...{ typing, clearing, filtering, ordering, updating },
    calls: Object.fromEntries(fleet.calls),
  };
}

/** From what the person does to the frame in which an element has another text. */
async function changed(page: Page, selector: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(`bench.expectChange(${JSON.stringify(selector)})`);
  await act();
  return Math.round(await page.evaluate('bench.change'));
}

async function frames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate('bench.watchFrames()');
  await act();
  const times: number[] = await page.evaluate('bench.framesSeen()');
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10;
  const slow = times.filter((time) => time > 1000 / 30).length;
  return { median: at(0.5), p95: at(0.95), longest: at(1), slow: `${slow} of ${times.length}` };
}
