import { expect, onTestFinished, test } from 'vitest';
import type { RunStory } from '../../../../src/ledger/ledger.js';
import { openDesk } from '../../../support/desk.js';
import { CHANNEL, type SlackFault, type SlackFaults, startSlack } from '../../../support/slack-server.js';
import { minutesOfWait } from '../../../support/waits.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const MINUTE = 60_000;

/** State, reason and the wait in whole minutes (null: none). */
type Standing = readonly [state: string, reason: string, minutes: number | null];

/** What Slack does at one call, how its delivery stands then, and how it stands in the end. */
type Case = readonly [name: string, fault: SlackFault | null, first: Standing, last: Standing];

const RETRIED = ['delivered', 'retry', null] as const;
const failed = (reason: string) => ['failed', reason, null] as const;
const waits = (reason: string, minutes = 1) => ['pending', reason, minutes] as const;
const LIMITED = waits('rate-limited');
const DOUBT = ['unknown', 'silent-after-post', 1] as const;
const FOUND = ['delivered', 'found-there', null] as const;

const limited = (fault: object, seconds?: number) =>
  ({ ...fault, ...(seconds && { headers: { 'retry-after': String(seconds) } }) }) as SlackFault;

const POSTS: readonly Case[] = [
  ['429', limited({ status: 429 }), LIMITED, RETRIED],
  ['429 for ten minutes', limited({ status: 429 }, 600), waits('rate-limited', 10), RETRIED],
  ['ratelimited', limited({ error: 'ratelimited' }), LIMITED, RETRIED],
  ['ratelimited for ten minutes', limited({ error: 'ratelimited' }, 600), waits('rate-limited', 10), RETRIED],
  ['channel gone', { error: 'channel_not_found' }, failed('channel-not-found'), failed('channel-not-found')],
  ['not in channel', { error: 'not_in_channel' }, failed('not-in-channel'), failed('not-in-channel')],
  ['archived', { error: 'is_archived' }, failed('is-archived'), failed('is-archived')],
  ['unknown token', { error: 'invalid_auth' }, failed('invalid-auth'), failed('invalid-auth')],
  ['revoked since', { error: 'token_revoked' }, failed('token-revoked'), failed('token-revoked')],
  ['no scope', { error: 'missing_scope' }, failed('missing-scope'), failed('missing-scope')],
  ['500', { status: 500 }, waits('server-error'), RETRIED],
  ['busy', { error: 'service_unavailable' }, waits('server-error'), RETRIED],
  ['cut before', { cut: true }, DOUBT, RETRIED],
  ['taken then cut', { doneThen: 'cut' }, DOUBT, FOUND],
  ['taken then nonsense', { doneThen: 'nonsense' }, DOUBT, FOUND],
  ['fine', null, ['delivered', 'first', null], ['delivered', 'first', null]],
];

const UPLOADS: readonly Case[] = [
  ['cut', { cut: true }, waits('connection-lost'), RETRIED],
  ['taken then cut', { doneThen: 'cut' }, waits('connection-lost'), RETRIED],
  ['500', { status: 500 }, waits('server-error'), RETRIED],
  ['fine', null, ['delivered', 'first', null], ['delivered', 'first', null]],
];

const SHARES: readonly Case[] = [
  ['429 for ten minutes', limited({ status: 429 }, 600), waits('rate-limited', 10), RETRIED],
  ['cut before', { cut: true }, DOUBT, RETRIED],
  ['taken then cut', { doneThen: 'cut' }, DOUBT, FOUND],
  ['no scope', { error: 'missing_scope' }, failed('missing-scope'), failed('missing-scope')],
];

/** Each message calls uploads and shares for its picture first, then for its file. */
const forFiles = (table: readonly Case[]) => table.flatMap(([, fault]) => [null, fault]);

const standings = ({ deliveries }: RunStory, part: string) =>
  deliveries
    .filter((delivery) => delivery.part === part)
    .map((delivery) => [delivery.state, delivery.reason, minutesOfWait(delivery)]);

async function deskFor(table: readonly Case[], faults: SlackFaults) {
  const slack = await startSlack({ token: SLACK_TOKEN, faults });
  onTestFinished(() => slack.stop());
  const deliver = table.map(
    ([name]) => `{ slack: { channel: ${CHANNEL}, onUnknown: hold }, title: ${JSON.stringify(name)} }`,
  );
  return { slack, desk: await openDesk({ slackUrl: slack.apiUrl, deliver }) };
}

const sharedFiles = (files: readonly { readonly shares: readonly string[] }[]) =>
  files.flatMap(({ shares }) => shares);

test.each<[string, readonly Case[], 'message' | 'files', (table: readonly Case[]) => SlackFaults]>([
  ['the post', POSTS, 'message', (table) => ({ 'chat.postMessage': table.map(([, fault]) => fault) })],
  ['the upload of a file', UPLOADS, 'files', (table) => ({ upload: forFiles(table) })],
  [
    'the sharing of a file',
    SHARES,
    'files',
    (table) => ({ 'files.completeUploadExternal': forFiles(table) }),
  ],
])(
  'whatever Slack does at %s: what the ledger says then, and that each comes once in the end',
  async (_name, table, part, faults) => {
    const { slack, desk } = await deskFor(table, faults(table));
    const first = await desk.run();
    expect(named(table, standings(first.story, part))).toEqual(
      named(
        table,
        table.map(([, , then]) => then),
      ),
    );
    expect(first.story.run.state).toBe('retrying');
    const postsBefore = slack.posts.length;

    // A new process after two minutes: who was told to wait for ten is left alone.
    desk.clock.forward(2 * MINUTE);
    const second = await desk.run();
    const patient = table.map(([, , then, end]) => (then[2] === 10 ? then : end));
    expect(named(table, standings(second.story, part))).toEqual(named(table, patient));
    if (part === 'files') expect(slack.posts.length).toBe(postsBefore);

    desk.clock.forward(11 * MINUTE);
    const { story } = await desk.run();
    expect(named(table, standings(story, part))).toEqual(
      named(
        table,
        table.map(([, , , end]) => end),
      ),
    );
    const arrived = story.deliveries.filter(({ state }) => state === 'delivered');
    expect(slack.posts).toHaveLength(arrived.filter((delivery) => delivery.part === 'message').length);
    expect(new Set(slack.posts.map(({ text }) => text)).size).toBe(slack.posts.length);
    const shared = sharedFiles(slack.files);
    expect(shared).toHaveLength(arrived.filter((delivery) => delivery.part === 'files').length);
    expect(new Set(shared).size).toBe(shared.length);
    expect(slack.violations).toEqual([]);
    const lost = table.some(([, , , [state]]) => state === 'failed');
    expect(story.run.state).toBe(lost ? 'partial' : 'completed');
  },
);

const named = (table: readonly Case[], of: readonly (readonly unknown[])[]) =>
  Object.fromEntries(table.map(([name], index) => [name, of[index]]));
