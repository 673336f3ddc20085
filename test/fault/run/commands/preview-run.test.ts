import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import type { RunStory } from '../../../../src/ledger/ledger.js';
import { UserError } from '../../../../src/lib/errors.js';
import type { RunFile } from '../../../../src/run/commands/preview-run.js';
import { madeAgain } from '../../../long/made-again.js';
import { openAlertDesk } from '../../../support/alert-desk.js';
import { openDesk } from '../../../support/desk.js';
import { logoFile } from '../../../support/logo.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const watch = { signal: new AbortController().signal };

const NAMES = { 300: '300Light/Inter_300Light', 700: '700Bold/Inter_700Bold' } as const;
const font = (weight: keyof typeof NAMES) => `node_modules/@expo-google-fonts/inter/${NAMES[weight]}.ttf`;

const MAIL = ['email: { to: [ada@example.com, bob@example.com] }'];
const EVERYBODY = [
  ...MAIL,
  `slack: { channel: ${CHANNEL} }`,
  '{ email: { to: [ewa@example.com] }, locale: pl-PL, formats: [csv] }',
];

async function room(formats: string, deliver: readonly string[] = MAIL) {
  const mail = await scriptedSmtp({});
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({
    mailPort: mail.port,
    slackUrl: slack.apiUrl,
    deliver,
    lines: ['theme: { accent: "#205080", logo: ./logo.png, font: { regular: ./font.ttf }, footer: Ours }'],
  });
  writeFileSync(join(desk.folder, 'logo.png'), logoFile('first'));
  copyFileSync(font(700), join(desk.folder, 'font.ttf'));
  mkdirSync(join(desk.folder, 'templates'));
  writeFileSync(join(desk.folder, 'templates', 'email.txt'), 'Another text');
  return {
    desk,
    mail,
    slack,
    edit: (text: string) => text.replace('formats: [csv]', `formats: [${formats}]`),
  };
}

/** Another configuration in every way that shows. */
const changed = (text: string) =>
  text
    .replace('title: Support bot, yesterday', 'title: Another title')
    .replace('period: yesterday', 'period: lastWeek\n    locale: de-DE')
    .replace('timezone: Europe/Warsaw', 'timezone: America/New_York\ntemplates: ./templates')
    .replace('name: Support bot', 'name: Renamed bot')
    .replace('#205080', '#802020')
    .replace('footer: Ours', 'footer: Theirs, paper: Letter')
    .replace(/formats: \[pdf.*\]/, 'formats: [csv]')
    .replace('reports: [heatmap]', 'reports: [conversations]')
    .replace('apiUrl:', 'charts: pictures, apiUrl:')
    .replace('from: reports@example.com', 'from: others@example.com, maxSize: 100KB');

const unstuffed = (message = '') => message.replaceAll(/^\.\./gm, '.');
const hashes = ({ artifacts }: RunStory, bundle: string | null | undefined) =>
  artifacts.filter((one) => one.bundle === bundle).map(({ sha256 }) => sha256);
const named = (files: readonly RunFile[], name: string) => files.find((file) => file.name === name);

test('a run is made again byte for byte, however the configuration has changed since', async () => {
  const { desk, mail, slack, edit } = await room('pdf, xlsx, csv, json, png', EVERYBODY);
  const { story } = await desk.run(edit);
  expect(story.run.state).toBe('completed');
  writeFileSync(join(desk.folder, 'logo.png'), logoFile('other'));
  copyFileSync(font(300), join(desk.folder, 'font.ttf'));
  const app = await desk.app((text) => changed(edit(text)));
  const asked = desk.api.requests().length;
  const { files, notes } = await app.previewRun(story.run.id, null);
  expect(notes).toEqual([]);
  expect(desk.api.requests()).toHaveLength(asked);
  for (const hash of hashes(story, 'files:')) expect(files.map(({ sha256 }) => sha256)).toContain(hash);
  const [sentMail] = mail.messages;
  expect(Buffer.from(named(files, 'digest.eml')?.bytes ?? []).toString()).toBe(unstuffed(sentMail));
  const [posted] = story.deliveries.filter(({ kind }) => kind === 'slack');
  expect(hashes(story, posted?.body)).toContain(named(files, 'slack.json')?.sha256);
  expect(slack.posts).toHaveLength(1);
  const polish = story.deliveries.find(({ target }) => target === 'ewa@example.com');
  const inPolish = files.filter(({ name }) => name.startsWith(`${polish?.slice}/`));
  expect(Buffer.from(inPolish.find(({ name }) => name.endsWith('.eml'))?.bytes ?? []).toString()).toBe(
    unstuffed(mail.messages.find((message) => message.includes('To: ewa@example.com'))),
  );
  expect(files.filter(({ same }) => same === false)).toEqual([]);

  const forBob = await app.previewRun(story.run.id, 'bob@example.com');
  expect(Buffer.from(named(forBob.files, 'digest.eml')?.bytes ?? []).toString()).toBe(
    unstuffed(mail.messages.find((message) => message.includes('To: bob@example.com'))),
  );
  await expect(app.previewRun(story.run.id, 'bop@example.com')).rejects.toThrow('did you mean');
});

test('what is sent again or to others after a change is what went out, for a digest that is gone it can be seen', async () => {
  const { desk, mail, edit } = await room('csv, json');
  const { story } = await desk.run(edit);
  const app = await desk.app((text) => changed(edit(text)));
  const again = await app.resend(story.run.id, { targets: ['ada@example.com'], again: true }, watch);
  expect(again?.notes).toEqual([]);
  expect(again?.story.artifacts).toEqual(story.artifacts);
  const to = [{ kind: 'email', address: 'eve@example.com' }];
  const sent = await app.send(story.run.id, { to }, watch);
  expect(sent.notes).toEqual([]);
  const toEve = mail.messages.at(-1) ?? '';
  expect(toEve).toContain('Support bot, yesterday');
  expect(toEve).not.toContain('Another');
  const gone = await desk.app((text) => edit(text).replace('  daily:', '  other:'));
  expect((await gone.previewRun(story.run.id, null)).files.filter(({ same }) => same === false)).toEqual([]);
});

test('a run of an older version is made with the configuration of today, and says so; so does one of another version', async () => {
  const { desk } = await room('csv');
  const { story } = await desk.run();
  const app = await desk.app();
  const write = (sql: string) => {
    const db = new Libsql(desk.store.path);
    db.exec(sql);
    db.close();
  };
  write(`update settings set version = '0.0.1'`);
  expect((await app.previewRun(story.run.id, null)).notes).toEqual([
    expect.stringMatching(/^It was made by botdigest 0\.0\.1, and is made again by /),
  ]);
  write('delete from settings');
  const same = await app.previewRun(story.run.id, null);
  expect(same.notes).toEqual([expect.stringContaining('has the settings of today')]);
  expect(same.files.filter(({ same }) => same === false)).toEqual([]);
  const other = await desk.app(changed);
  const { notes } = await other.previewRun(story.run.id, null);
  expect(notes[1]).toMatch(/^Not the same byte for byte as what went out: /);
  const gone = await desk.app((text) => text.replace('  daily:', '  other:'));
  await expect(gone.previewRun(story.run.id, null)).rejects.toThrow(UserError);
});

test('settings hold no secret, are stored once for equal configurations, and go with the last run that has them', async () => {
  const { desk } = await room('csv');
  const first = await desk.run();
  const app = await desk.app();
  const second = await app.run(app.digest('daily'), first.story.run.scheduledFor - 86_400_000, watch);
  const ledger = await desk.ledger();
  const kept = await ledger.contents.settings(second.story.run.id);
  expect(kept?.json).not.toContain(SLACK_TOKEN);
  expect(kept?.json).not.toContain('"sandbox"');
  expect(kept?.files.get('logo')).toEqual(logoFile('first'));
  const count = (table: string) => {
    const db = new Libsql(desk.store.path);
    const row = db.prepare(`select count(*) as size from ${table}`).get() as { size: number };
    db.close();
    return row.size;
  };
  expect([count('settings'), count('shared_contents')]).toEqual([10, 3]);
  await ledger.prune({ runs: 0, quietChecks: 0, weeks: 0 }, Date.now());
  expect([count('settings'), count('shared_contents')]).toEqual([10, 3]);
  await ledger.prune({ runs: Date.now() + 1_000, quietChecks: 0, weeks: 0 }, Date.now());
  expect([count('settings'), count('shared_contents')]).toEqual([0, 0]);
});

test('of a corrected run the correction is shown, with what it was rendered with', async () => {
  const { desk, mail } = await room('csv');
  const holed = (text: string) => text.replace('reports: [average]', 'reports: [average, interactions]');
  desk.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
  const { story } = await desk.run(holed);
  desk.api.setFaults([]);
  const app = await desk.app((text) => holed(text).replace('#205080', '#802020'));
  const corrected = await app.resend(story.run.id, {}, watch);
  expect(corrected?.story.run.reason).toBe('corrected');
  const later = await desk.app((text) => changed(holed(text)));
  const { files, notes } = await later.previewRun(story.run.id, 'bob@example.com');
  expect(notes).toEqual([]);
  const sent = mail.messages.findLast((message) => message.includes('To: bob@example.com')) ?? '';
  expect(sent).toContain('In-Reply-To:');
  expect(Buffer.from(named(files, 'digest.eml')?.bytes ?? []).toString()).toBe(unstuffed(sent));
});

test('the messages of an alert are made again as they went out, without a look at the API', async () => {
  const desk = await openAlertDesk({ alert: ['when: { silence: conversations }', 'bots: [support]'] });
  desk.count((day, { story }) => (story === 'story-support' && day >= '2026-11-04' ? 0 : 40));
  const running = await desk.start();
  for (let day = 1; day <= 6; day += 1) await desk.check(running, day);
  await running.stop();
  const [first] = desk.mail.mails;
  const ledger = await desk.ledger();
  const told = (await ledger.history.runs({ checks: true, limit: 9 })).find(
    ({ deliveries }) => deliveries.length > 0,
  );
  if (!told || !first) return expect.fail('the alert told nobody');
  const app = await desk.app((text) =>
    text.replace('watch:', 'watch:\n    title: Another title').replace('Support bot', 'Renamed bot'),
  );
  const asked = desk.api.requests.length;
  const { files, notes } = await app.previewRun(told.run.id, null);
  expect(notes).toEqual([]);
  expect(desk.api.requests).toHaveLength(asked);
  const message = files.find(({ name }) => name.endsWith('digest.eml'));
  expect(Buffer.from(message?.bytes ?? []).toString()).toBe(first.raw.toString());
  expect(files.filter(({ same }) => same === true).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['firing/slack.json', 'firing/digest.eml']),
  );
  expect(files.filter(({ same }) => same === false)).toEqual([]);
}, 60_000);

test('of many configurations each run has its own', () => madeAgain(3));
