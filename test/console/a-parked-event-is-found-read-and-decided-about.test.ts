import type { Browser, Page } from 'playwright-core';
import { vodEvents } from '../../src/client';
import { eventId } from '../../src/core/contract';
import { INSTALL_TIMEOUT_MS } from '../support/programs';
import { until, type System } from '../support/system';
import {
  mend,
  openPage,
  park,
  resultOf,
  startBrowser,
  startConsoleUnderTest,
  startParkingSystem,
  type ConsoleUnderTest,
} from './support';

let system: System;
let web: ConsoleUnderTest;
let browser: Browser;
beforeAll(async () => {
  [system, web, browser] = await Promise.all([startParkingSystem(), startConsoleUnderTest(), startBrowser()]);
}, INSTALL_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await system?.client.workflow.getHandle(`vod-poller/${system.source}`).terminate();
  await system?.stop();
});

/** The row of an event, once the filter leaves it alone. */
async function find(page: Page, taskId: string): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('searchbox').fill(`${system.source} ${taskId}`);
  const row = page.getByRole('row').filter({ hasText: `no title for ${taskId}` });
  await row.waitFor();
  return row;
}

it('by mouse: retried, and gone once its handler succeeds', async () => {
  const key = await park(system, 'task-1');
  const page = await openPage(browser, web.address);
  const row = await find(page, 'task-1');
  await row.click();
  const detail = page.locator('#detail');
  await detail.getByText('"TaskId": "task-1"').waitFor();
  expect(await detail.innerText()).toContain('CatalogueAway: It said: no title for task-1');
  expect(await detail.innerText()).toContain('1 failed try');
  expect(await detail.getByRole('link', { name: /Temporal/ }).getAttribute('href')).toBe(
    `http://temporal.example.com/namespaces/default/workflows/${encodeURIComponent(eventId(system.source, key))}`,
  );
  // In the address bar the token would be one copy away from a screenshot.
  expect(page.url()).not.toContain(web.token);

  mend();
  await detail.getByRole('button', { name: 'Retry' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.innerText()).toMatch(/handler is called again at once.*tries are counted anew/s);
  await dialog.getByRole('button', { name: 'Retry event' }).click();
  await page.getByText('PullComplete is being handled again.').waitFor();
  await row.waitFor({ state: 'detached' });
  expect(await resultOf(system, key)).toMatchObject({ state: 'done' });
  // What is shown of it follows by itself.
  await detail.getByText('It has ended: nothing can be done to it any more.').waitFor();
  await page.context().close();
  mend(false);
});

it('by keyboard alone', async () => {
  const key = await park(system, 'task-2');
  const page = await openPage(browser, web.address);
  await find(page, 'task-2');
  const { keyboard } = page;
  await keyboard.press('Tab');
  expect(await page.locator(':focus').getAttribute('href')).toContain(key);
  await keyboard.press('Enter');
  await page.getByText('"TaskId": "task-2"').waitFor();
  expect(await page.locator(':focus').innerText()).toBe('PullComplete');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('Retry …');
  await keyboard.press('Enter');
  // Escape is a no.
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').innerText()).toBe('Retry …');
  mend();
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByText('PullComplete is being handled again.').waitFor();
  expect(await resultOf(system, key)).toMatchObject({ state: 'done' });
  await keyboard.press('Escape');
  await page.locator('#detail').waitFor({ state: 'hidden' });
  await page.context().close();
  mend(false);
});

it('dropped only with a reason, which its workflow keeps', async () => {
  const key = await park(system, 'task-3');
  const page = await openPage(browser, web.address);
  await (await find(page, 'task-3')).click();
  await page.getByRole('button', { name: 'Discard …' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.innerText()).toContain('This cannot be undone.');
  await dialog.getByRole('button', { name: 'Discard event' }).click();
  // The browser asks for what is missing.
  expect(
    await dialog
      .getByRole('textbox')
      .evaluate((field: { validity: { valueMissing: boolean } }) => field.validity.valueMissing),
  ).toBe(true);
  await dialog.getByRole('textbox').fill('deleted by hand');
  await dialog.getByRole('button', { name: 'Discard event' }).click();
  await page.getByText('PullComplete is dropped.').waitFor();
  expect(await resultOf(system, key)).toEqual({ state: 'discarded', tries: 1, reason: 'deleted by hand' });
  await page.context().close();
});

it('what somebody else has decided meanwhile is told in the dialog, and nothing is sent', async () => {
  const key = await park(system, 'task-4');
  const page = await openPage(browser, web.address);
  await (await find(page, 'task-4')).click();
  await page.getByRole('button', { name: 'Retry …' }).click();
  await vodEvents(system.client).event(key, system.source).discard({ reason: 'first' });
  await until('its end', async () => (await vodEvents(system.client).event(key, system.source).show()).result);
  await page.getByRole('button', { name: 'Retry event' }).click();
  expect(await page.getByRole('dialog').getByRole('alert').innerText()).toContain('is not parked: it has ended');
  await page.context().close();
});

it('a payload is text, whatever it holds', async () => {
  const hostile = '</pre><script>document.title = "hacked"</script><img src=x onerror="document.title = \'hacked\'">';
  await park(system, 'task-5', { Note: hostile });
  const page = await openPage(browser, web.address);
  await (await find(page, 'task-5')).click();
  await page.locator('.payload').waitFor();
  expect(await page.locator('.payload').innerText()).toContain(JSON.stringify(hostile));
  expect(await page.locator('.payload *, #detail script, #detail img').count()).toBe(0);
  expect(await page.title()).toBe('VOD events');
  await page.context().close();
});
