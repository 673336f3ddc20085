import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openBrowser, openPage, seriousFindings } from '../../support/browser.js';
import { CONSOLE_PASSWORD, openConsoleWorld } from '../../support/console-world.js';

let browser: Browser | null = null;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => browser?.close());

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>"' ${'x'.repeat(80)}`;

/** A run of each state, and a digest and an alert whose names are meant to be run. */
async function prepare(ledger: Ledger, now: number): Promise<void> {
  for (let day = 1; day <= 14; day += 1) {
    const scheduledFor = now - day * 86_400_000;
    const slot = { digest: 'daily', scheduledFor, trigger: 'manual', deadline: null } as const;
    const claimant = { owner: 'test', until: now + 60_000 };
    const requested = await ledger.slots.request(slot, claimant, scheduledFor);
    if (requested.kind !== 'created' || !requested.lease) throw new Error('not created');
    const state = (['completed', 'failed', 'skipped'] as const)[day % 3] ?? 'failed';
    await ledger.runs.finish(
      requested.lease,
      { state, reason: 'undelivered', error: state === 'failed' ? HOSTILE : null },
      scheduledFor + 5_000,
    );
  }
}

const edit = (text: string) =>
  text
    .replace('title: Support, yesterday', `title: ${JSON.stringify(HOSTILE)}`)
    .replace('title: Outage', `title: ${JSON.stringify(HOSTILE)}`)
    .replace('name: Support bot', `name: ${JSON.stringify(HOSTILE)}`);

async function world() {
  const opened = await openConsoleWorld({ edit, prepare });
  const [record] = await opened.ledger.history.runs({ limit: 1 });
  const paths = ['/', '/runs', `/runs/${record?.run.id}`, '/digests/daily', '/alerts', '/alerts/outage'];
  return { ...opened, paths: [...paths, '/calendar', '/config', '/digests/daily/preview'] };
}

async function signIn(page: Awaited<ReturnType<typeof openPage>>['page'], url: string) {
  await page.goto(`${url}/login`);
  await page.getByLabel('Password').fill(CONSOLE_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
}

/** Cards and tables, light and dark, are each judged once: axe takes most of the time. */
const LOOKS = [
  { width: 360, colorScheme: 'light', judged: true },
  { width: 800, colorScheme: 'dark', judged: true },
  { width: 1400, colorScheme: 'light', judged: false },
] as const;

describe('In a browser', () => {
  test('every page fits three widths in light and dark, has no serious finding, and runs no name', async () => {
    if (!browser) return expect(browser).toBeNull();
    const { url, paths } = await world();
    const { page, trouble } = await openPage(browser, {});
    for (const path of ['/login', ...paths]) {
      if (path === '/') await signIn(page, url);
      await page.goto(url + path);
      expect(await page.locator('h1').count(), path).toBe(1);
      for (const { width, colorScheme, judged } of LOOKS) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const about = `${path} at ${width}, ${colorScheme}`;
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide, about).toBeLessThanOrEqual(width);
        if (judged) expect(await seriousFindings(page), about).toEqual([]);
      }
    }
    expect(trouble).toEqual([]);
  });

  test('without scripts a person signs in, runs a digest, and sees it delivered', async () => {
    if (!browser) return expect(browser).toBeNull();
    const { url, mailedTo, clock } = await world();
    const { page, trouble } = await openPage(browser, { javaScriptEnabled: false });
    await signIn(page, url);
    await page.getByRole('button', { name: 'Run now' }).click();
    expect(new URL(page.url()).pathname).toMatch(/^\/runs\/[0-9a-f]{16}$/);
    await expect.poll(mailedTo, { timeout: 60_000 }).toEqual(['ada@example.com', 'bob@example.com']);
    const done = async () => {
      await page.reload();
      return page.locator('main').textContent();
    };
    await expect.poll(done, { timeout: 30_000 }).toContain('2 of 2 delivered');
    expect(await page.locator('.story').textContent()).toContain('Asked for, queued by console');
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(new URL(page.url()).pathname).toBe('/login');
    expect([trouble, clock.now() > 0]).toEqual([[], true]);
  });

  test('the keyboard alone is enough: past the navigation to the content, and to a button', async () => {
    if (!browser) return expect(browser).toBeNull();
    const { url } = await world();
    const { page } = await openPage(browser, { viewport: { width: 1200, height: 900 } });
    await page.goto(`${url}/login`);
    await page.getByLabel('Password').focus();
    await page.keyboard.type(CONSOLE_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const reached: string[] = [];
    for (let count = 0; count < 60 && !reached.at(-1)?.startsWith('Run now'); count += 1) {
      await page.keyboard.press('Tab');
      reached.push(String(await page.evaluate('document.activeElement.textContent')));
    }
    expect(reached.some((name) => name.startsWith('Preview'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\//);
  });

  test('a foreign page cannot press a button', async () => {
    if (!browser) return expect(browser).toBeNull();
    const { url, ledger } = await world();
    const before = (await ledger.history.page({ offset: 0, limit: 1 })).total;
    const { page } = await openPage(browser, {});
    await signIn(page, url);
    const form = `<form method="post" action="${url}/digests/daily/run"><button>Go</button></form>`;
    await page.goto(`data:text/html,${encodeURIComponent(form)}`);
    await page.getByRole('button').click();
    await page.waitForURL(`${url}/**`);
    expect(await page.locator('h1').textContent()).toBe('Refused');
    expect((await ledger.history.page({ offset: 0, limit: 1 })).total).toBe(before);
  });
});
