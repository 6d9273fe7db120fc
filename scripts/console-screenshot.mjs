// Takes docs/console.png from a console that is running, best that of `npm run demo`: node scripts/console-screenshot.mjs <address>
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { ensurePrograms } from './bootstrap/debian.mjs';
import { log } from './bootstrap/main.mjs';

/** Until the lines of the charts are worth looking at. */
const LOOKED_FOR_MS = 75_000;

const [address] = process.argv.slice(2);
const { chromium: executablePath } = await ensurePrograms({ debianPackage: 'chromium', programs: ['chromium'], log });
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(address);
await sleep(LOOKED_FOR_MS);
await page.locator('#rows tbody a').nth(1).click();
await page.locator('.payload').waitFor();
await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
await page.screenshot({ path: 'docs/console.png' });
await browser.close();
