import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { referenceLines, runJson } from '../../../../src/cli/terminal/run-record.js';
import { cardTexts } from '../../../support/adaptive-card.js';
import {
  type ChatFault,
  GOOGLE_CHAT_TOKEN,
  startGoogleChat,
  startTeams,
  TEAMS_SIGNATURE,
} from '../../../support/chat-servers.js';
import { openDesk, standingOf } from '../../../support/desk.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';

const MINUTE = 60_000;
const SLOT = Date.parse('2025-11-24T07:00:00Z');
const watch = { signal: new AbortController().signal };

interface Scene {
  readonly teamsFaults?: readonly (ChatFault | null)[];
  readonly googleFaults?: readonly (ChatFault | null)[];
  readonly onUnknown?: string;
  readonly more?: readonly string[];
}

/** A digest to Teams by an address in a file, and to Google Chat by one in the configuration. */
async function chats({ teamsFaults, googleFaults, onUnknown = 'hold', more = [] }: Scene = {}) {
  const teams = await startTeams(teamsFaults);
  const google = await startGoogleChat(googleFaults);
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const deliver = [
    `teams: { urlFile: teams.txt, onUnknown: ${onUnknown} }`,
    `googleChat: { url: "${google.address}", onUnknown: ${onUnknown} }`,
    ...more,
  ];
  const desk = await openDesk({ mailPort: mail.port, deliver });
  writeFileSync(join(desk.folder, 'teams.txt'), `${teams.address}\n`);
  return { teams, google, desk };
}

const stateOf = (standing: readonly string[]) => standing.map((one) => one.replace(/^.*#[0-9a-f]{6} /, ''));

test('a digest is posted to both, which names its files and where they go, and shows no secret', async () => {
  const more = ['email: { to: [ada@example.com] }', 'folder: { path: ./exports }'];
  const { teams, google, desk } = await chats({ more });
  const { story } = await desk.run();
  expect(story.run).toMatchObject({ state: 'completed', reason: 'delivered' });
  expect(story.deliveries.slice(0, 2)).toMatchObject([
    { kind: 'teams', attachments: null, providerRef: 'accepted (HTTP status 202)' },
    { kind: 'googleChat', attachments: null, providerRef: 'spaces/AAAAtest/messages/m0.m0' },
  ]);
  const places =
    /takes no files: [\w.-]+\.csv\. It also goes to readers of the e-mail and the folder “exports”\./;
  expect(cardTexts(teams.posts[0]).join('\n')).toMatch(places);
  expect(JSON.stringify(google.posts[0]?.message)).toMatch(places);
  expect(referenceLines(story.deliveries)[0]).toMatch(
    /\.1 teams \(message\) was taken as: accepted \(HTTP status 202\)$/,
  );
  const told = JSON.stringify([story, runJson(story)]);
  for (const secret of [TEAMS_SIGNATURE, GOOGLE_CHAT_TOKEN]) expect(told).not.toContain(secret);
  expect([...teams.violations, ...google.violations]).toEqual([]);
});

test('silence is held for a person, and nothing is posted again', async () => {
  const silent: ChatFault = { doneThen: 'cut' };
  const { teams, google, desk } = await chats({ teamsFaults: [silent], googleFaults: [silent] });
  const { story } = await desk.run();
  const held = ['message: held, silent-after-post', 'message: held, silent-after-post'];
  expect(stateOf(standingOf(story))).toEqual(held);
  desk.clock.forward(5 * MINUTE);
  const again = await desk.run();
  expect(stateOf(standingOf(again.story))).toEqual(held);
  expect([teams.calls.length, google.calls.length]).toEqual([1, 1]);
  const [first] = again.story.deliveries;
  const app = await desk.app();
  const { story: resolved } = await app.resolve(first?.id ?? '', 'delivered', watch);
  expect(resolved.deliveries[0]).toMatchObject({ state: 'delivered', reason: 'resolved' });
});

test('with onUnknown: resend it is posted once more, and marked', async () => {
  const cut: ChatFault = { doneThen: 'cut' };
  const { teams, google, desk } = await chats({
    teamsFaults: [cut],
    googleFaults: [cut],
    onUnknown: 'resend',
  });
  await desk.run();
  desk.clock.forward(2 * MINUTE);
  const { story } = await desk.run();
  const marked = 'message: delivered, possible-duplicate';
  expect(stateOf(standingOf(story))).toEqual([marked, marked]);
  expect(teams.posts).toHaveLength(2);
  expect(teams.posts[1]).toEqual(teams.posts[0]);
  expect(new Set(google.posts.map(({ requestId, thread }) => `${requestId} ${thread}`)).size).toBe(1);
});

test('a correction goes into the thread of what it corrects', async () => {
  const { google, desk } = await chats();
  const both = (text: string) => text.replace('reports: [average]', 'reports: [heatmap, interactions]');
  desk.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
  const { story } = await desk.run(both);
  desk.api.setFaults([]);
  const corrected = await (await desk.app(both)).resend(story.run.id, {}, watch);
  expect(corrected?.story.run).toMatchObject({ state: 'completed', reason: 'corrected' });
  const [first, second] = google.posts;
  expect(second?.thread).toBe(first?.thread);
  expect(second?.message.cardsV2[0].card.header.title).toMatch(/^Correction/);
});

test('a failure is told to both, with the commands to run', async () => {
  const gone: ChatFault = { status: 404 };
  const { teams, google, desk } = await chats({ teamsFaults: [gone, null], googleFaults: [gone, null] });
  const notify = `notify: [{ teams: { urlFile: teams.txt } }, { googleChat: { url: "${google.address}" } }]\nbots:\n`;
  const app = await desk.app((text) => text.replace('bots:\n', notify));
  const { story } = await app.run(app.digest('daily'), SLOT, watch);
  expect(story.run.state).toBe('failed');
  const command = `botdigest explain ${story.run.id}`;
  expect(cardTexts(teams.posts.at(-1)).join('\n')).toContain(command);
  expect(JSON.stringify(google.posts.at(-1)?.message)).toContain(command);
  expect([...teams.violations, ...google.violations]).toEqual([]);
  const checks = await app.check(watch.signal);
  const untried = checks.filter(({ name }) => /^(teams|googleChat) 127\.0\.0\.1:/.test(name));
  expect(untried.map(({ result }) => result)).toMatchObject([
    { ok: true, tried: false },
    { ok: true, tried: false },
  ]);
});
