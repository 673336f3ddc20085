import { loadImage } from '@napi-rs/canvas';
import { chromium as playwright } from 'playwright-core';
import { palettePng, trimmed } from './png.mjs';

/** Every page, with what there is to wait for and how it is taken. */
const PAGES = [
  ['overview', '/', 'The overview: a delivery that waits for a person, and a bot that is silent.'],
  ['overview-dark', '/', 'The same, dark.', { colorScheme: 'dark' }],
  ['overview-phone', '/', 'The same on a phone.', { viewport: { width: 360, height: 1500 }, whole: false }],
  ['digest', '/digests/weekly', 'A digest: its next slots, its runs, its readers.'],
  ['pauses', '/digests/board', 'A digest that is paused, by whom and until when.'],
  [
    'preview',
    '/digests/yesterday/preview',
    'A preview: the digest as it would be now.',
    { preview: 'yesterday', whole: false },
  ],
  ['runs', '/runs', 'Every run, by digest, state and day.', { whole: false }],
  ['run', '/runs/RUN', 'A run: what happened, and what can be done about each delivery.'],
  ['run-mail', '/runs/RUN?tab=mail', 'The mail of a run, made again from what was stored.', { whole: false }],
  ['compare', '/runs/RUN/compare', 'A run beside the one before it.'],
  ['run-config', '/runs/RUN/config', 'What a run was made with.', { whole: false }],
  ['alerts', '/alerts', 'The alerts: how each stands, and eight weeks.'],
  [
    'alert',
    '/alerts/outage',
    'An alert: eight weeks with the usual range, what it watches, episodes.',
    { whole: false },
  ],
  ['calendar', '/calendar', 'Two weeks of slots over all digests.', { whole: false }],
  ['config', '/config', 'The configuration in use, and the processes on the store.'],
  [
    'login',
    '/login',
    'Signing in.',
    { signedIn: false, whole: false, viewport: { width: 1200, height: 420 } },
  ],
];

const SIZE = { width: 1200, height: 900 };
const COLOURS = 32;

/** Pictures of the pages of a console, with what differs from call to call put aside. */
export async function consolePictures(executablePath, { url, run, now, password }) {
  const browser = await playwright.launch({ executablePath, args: ['--no-sandbox'] });
  const pictures = [];
  try {
    for (const [name, path, caption, options = {}] of PAGES) {
      const { whole = true, signedIn = true, preview, ...look } = options;
      const context = await browser.newContext({ viewport: SIZE, ...look });
      await context.clock.setFixedTime(now);
      const page = await context.newPage();
      if (signedIn) await signIn(page, url, password);
      if (preview) await makePreview(page, url, preview);
      await page.goto(url + path.replace('RUN', run));
      await whenFetched(page);
      await page.evaluate(putAside);
      const bytes = await page.screenshot({ fullPage: whole });
      pictures.push({
        name: `console/${name}.png`,
        group: 'Console',
        caption,
        bytes: palettePng(trimmed(await loadImage(bytes), 24), COLOURS),
      });
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return pictures;
}

async function signIn(page, url, password) {
  await page.goto(`${url}/login`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
}

async function makePreview(page, url, digest) {
  await page.goto(`${url}/digests/${digest}`);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('nothing was sent').waitFor({ timeout: 60_000 });
}

/** Pictures of alerts are fetched in the background. */
async function whenFetched(page) {
  for (let tries = 0; tries < 60; tries += 1) {
    const text = await page.textContent('main');
    if (!/not fetched yet|being fetched/.test(text)) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  throw new Error(`${page.url()}: its pictures were not fetched within 30 seconds`);
}

/** Runs in the page: ports, the folder and the process are others at every call, and the browser's clock goes on. */
function putAside() {
  for (const mark of document.querySelectorAll('wbr')) mark.remove();
  document.body.normalize();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    text.nodeValue = text.nodeValue
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:2525')
      .replaceAll(/^\d{5}$/g, '2525')
      .replaceAll(/\/\S*botdigest-gallery-[^/\s]+\/console/g, '/srv/botdigest')
      .replaceAll(/\b[\w.-]+-\d+-[0-9a-f]{6}\b/g, 'worker-1-4711-a1b2c3');
}
