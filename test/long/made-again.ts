import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openDesk, SLOT } from '../support/desk.js';
import { logoFile } from '../support/logo.js';
import { CHANNEL, startSlack } from '../support/slack-server.js';
import { scriptedSmtp } from '../support/smtp-script.js';
import { SLACK_TOKEN } from '../support/world.js';

const watch = { signal: new AbortController().signal };
const DAY = 86_400_000;
const LOCALES = ['en-GB', 'de-DE', 'es-ES', 'fr-FR', 'pl-PL', 'uk-UA'];
const FORMATS = ['pdf, csv', 'xlsx, json', 'csv', 'json, pdf'];
const REPORTS = ['conversations', 'average', 'messages, paid', 'interactions'];

/** The configuration of the n-th run: something that shows is another in each. */
const nth = (n: number) => (text: string) =>
  text
    .replace('title: Support bot, yesterday', `title: Title ${n}\n    locale: ${LOCALES[n % 6]}`)
    .replace('name: Support bot', `name: Bot ${n}`)
    .replace('formats: [csv]', `formats: [${FORMATS[n % 4]}]`)
    .replace(/reports: \[\w+\]/, `reports: [${REPORTS[n % 4]}]`)
    .replace('server: off', `server: off${n % 3 === 0 ? '\ntemplates: ./templates' : ''}`)
    .replace('#205080', `#${(0x20_20_20 + n * 1_234).toString(16)}`);

/**
 * So many daily runs, each with another configuration, and then each of them made again with a last one: every file and message, by mail and in
 * Slack, is the one that went out.
 */
export async function madeAgain(runs: number): Promise<void> {
  const mail = await scriptedSmtp({});
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({
    mailPort: mail.port,
    slackUrl: slack.apiUrl,
    deliver: ['email: { to: [ada@example.com] }', `slack: { channel: ${CHANNEL} }`],
    lines: ['theme: { accent: "#205080", logo: ./logo.png }'],
  });
  mkdirSync(join(desk.folder, 'templates'));
  const sent: { readonly id: string; readonly message: string }[] = [];
  for (let n = 0; n < runs; n += 1) {
    writeFileSync(join(desk.folder, 'logo.png'), logoFile(n % 2 === 0 ? 'first' : 'other'));
    writeFileSync(join(desk.folder, 'templates', 'email.txt'), `Text ${n}: {{ title }}`);
    const app = await desk.app(nth(n));
    const { story } = await app.run(app.digest('daily'), SLOT - n * DAY, watch);
    expect(story.run.state).toBe('completed');
    // Each run has a program of its own, as after a restart.
    await app.stop();
    sent.push({ id: story.run.id, message: (mail.messages[n] ?? '').replaceAll(/^\.\./gm, '.') });
  }
  const app = await desk.app(nth(runs));
  for (const { id, message } of sent) {
    const { files, notes } = await app.previewRun(id, null);
    expect(notes).toEqual([]);
    expect(files.filter(({ same }) => same === true).length).toBeGreaterThan(3);
    expect(files.find(({ name }) => name === 'slack.json')?.same).toBe(true);
    const made = files.find(({ name }) => name === 'digest.eml');
    expect(Buffer.from(made?.bytes ?? []).toString()).toBe(message);
  }
}
