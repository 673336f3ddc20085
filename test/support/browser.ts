import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's browser; null, and named on a line, where there is none. */
export async function openBrowser(): Promise<Browser | null> {
  const executablePath = CHROMIUM.find(existsSync);
  if (executablePath === undefined) {
    console.log('not at hand here: Chromium; the console was not tried in a browser');
    return null;
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A page in a window of its own. What it logs as an error, and dialogs, are in `trouble`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ readonly page: Page; readonly trouble: readonly string[] }> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, trouble };
}

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds on a page that is serious or critical, a line each. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // The policy of the page forbids scripts from elsewhere; this one comes by the debugger.
  const found = (await page.evaluate(
    `${AXE}; axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as Finding[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
