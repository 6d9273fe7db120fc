import type { Browser, Page } from 'playwright-core';
import { INSTALL_TIMEOUT_MS } from '../support/programs';
import { until, type System } from '../support/system';
import { Relay } from '../support/relay';
import {
  contrasts,
  openPage,
  park,
  startBrowser,
  startConsoleUnderTest,
  startParkingSystem,
  type ConsoleUnderTest,
} from './support';

let system: System;
let relay: Relay;
let web: ConsoleUnderTest;
let browser: Browser;
beforeAll(async () => {
  relay = await Relay.to(process.env.TEMPORAL_ADDRESS ?? '');
  const readOnly = startConsoleUnderTest({ allowChanges: false, address: relay.address });
  [system, web, browser] = await Promise.all([startParkingSystem(), readOnly, startBrowser()]);
  await park(system, 'task-1', { Long: 'x'.repeat(400) });
}, INSTALL_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await relay?.cut();
  await system?.client.workflow.getHandle(`vod-poller/${system.source}`).terminate();
  await system?.stop();
});

async function openEvent(page: Page): Promise<void> {
  await page.getByRole('searchbox').fill(`${system.source} task-1`);
  await page.getByRole('link', { name: 'PullComplete' }).first().click();
  await page.locator('.payload').waitFor();
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('all text has the contrast that WCAG AA asks for, on a desktop and on a phone, and nothing has to be scrolled sideways', async () => {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await openPage(browser, web.address, { colorScheme, viewport });
      await page.locator(`[data-source="${system.source}"]`).waitFor();
      expect(await overflow(page)).toBe(0);
      await openEvent(page);
      expect(await overflow(page)).toBe(0);
      const found = await contrasts(page);
      expect(found.length).toBeGreaterThan(30);
      expect(found.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
      await page.context().close();
    }
  });
});

it('a read-only one shows what could be decided, and why it cannot', async () => {
  const page = await openPage(browser, web.address);
  await openEvent(page);
  for (const name of ['Retry …', 'Discard …']) {
    const button = page.getByRole('button', { name });
    expect(await button.isDisabled()).toBe(true);
    const reason = await button.getAttribute('aria-describedby');
    expect(await page.locator(`#${reason}`).innerText()).toContain('--allow-changes');
  }
  await page.context().close();
});

it('without its token it says where to get one', async () => {
  const page = await openPage(browser, web.origin);
  await page.getByRole('alert').getByText('Open the address that the console printed').waitFor();
  await page.context().close();
});

it('while Temporal is away it says so and what to do, with what was known before, and goes on by itself', async () => {
  const page = await openPage(browser, web.address);
  await page.locator(`[data-source="${system.source}"]`).waitFor();
  await page.getByText('live', { exact: true }).waitFor();
  // The second report of the pump begins the lines, which the figures beside them tell; with many sources they are folded away.
  const perSecond = page.locator(`[data-source="${system.source}"] [data-chart="events"] .legend b`);
  await until('a figure', async () => /^\d/.test((await perSecond.textContent()) ?? ''));
  await relay.cut();
  await page
    .getByRole('alert')
    .getByText(/Temporal cannot be reached.*Check that the server at/)
    .waitFor();
  await page.getByText(/figures are \d+ s old/).waitFor();
  await page.locator(`[data-source="${system.source}"]`).waitFor();
  await relay.mend();
  await page.getByText('live', { exact: true }).waitFor();
  expect(await page.locator('#problem').isHidden()).toBe(true);
  await page.context().close();
});
