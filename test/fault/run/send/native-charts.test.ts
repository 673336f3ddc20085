import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../../support/desk.js';
import { CHANNEL, DIRECT, PERSON, type SlackOptions, startSlack } from '../../../support/slack-server.js';
import { SLACK_TOKEN } from '../../../support/world.js';

/** A digest of one bot whose interactions and sources Slack can draw, for a channel and a person. */
async function deskFor(slack: Partial<SlackOptions>, settings = '') {
  const server = await startSlack({ token: SLACK_TOKEN, ...slack });
  onTestFinished(() => server.stop());
  const deliver = [CHANNEL, PERSON].map((channel) => `slack: { channel: ${channel} }`);
  const desk = await openDesk({ slackUrl: server.apiUrl, deliver });
  const edit = (config: string) =>
    config
      .replace('reports: [heatmap]', 'reports: [conversations, interactions, heatmap]')
      .replace('timeout: 10s }\nbots:', `timeout: 10s${settings} }\nbots:`);
  return { server, desk, edit, run: () => desk.run(edit) };
}

const NATIVE = ['data_visualization', 'data_table'];
const nativesIn = (posts: readonly { readonly blocks: readonly Readonly<Record<string, unknown>>[] }[]) =>
  posts.map(({ blocks }) => NATIVE.filter((wanted) => blocks.some(({ type }) => type === wanted)));

const ALL = [CHANNEL, PERSON].flatMap((target) =>
  ['message', 'files'].map((part) => `${target} ${part}: delivered, first`),
);

test('Slack draws the charts of a run itself', async () => {
  const { server, run } = await deskFor({});
  const { story } = await run();
  expect(standingOf(story)).toEqual(ALL);
  expect(server.posts.map(({ channel }) => channel)).toEqual([CHANNEL, DIRECT]);
  expect(nativesIn(server.posts)).toEqual([NATIVE, NATIVE]);
  expect(server.violations).toEqual([]);
});

test('a workspace without these blocks gets pictures in the same run, and the record says why', async () => {
  const { server, run } = await deskFor({ kit: 'plain' });
  const { story } = await run();
  expect(standingOf(story)).toEqual(ALL);
  expect(nativesIn(server.posts)).toEqual([[], []]);
  const [message] = story.deliveries;
  expect(message?.notes).toContain('slack.charts: pictures');
  expect(server.calls.filter((call) => call === 'chat.postMessage')).toHaveLength(4);
});

test('a program asks such a workspace once for a conversation', async () => {
  const { server, desk, edit } = await deskFor({ kit: 'plain' });
  const opened = await desk.app(edit);
  const signal = new AbortController().signal;
  const asked = () => server.calls.filter((call) => call === 'chat.postMessage').length;
  const [digest, at] = [opened.digest('daily'), Date.parse('2026-11-23T07:00:00.000Z')];
  await opened.run(digest, at, { signal });
  expect(asked()).toBe(4);
  await opened.run(digest, at, { signal, again: true });
  expect(asked()).toBe(6);
  expect(server.posts).toHaveLength(4);
});

test('with “charts: pictures” none are tried', async () => {
  const { server, run } = await deskFor({ kit: 'plain' }, ', charts: pictures');
  const { story } = await run();
  expect(standingOf(story)).toEqual(ALL);
  expect(story.deliveries.map(({ notes }) => notes)).toEqual([null, null, null, null]);
  expect(server.calls.filter((call) => call === 'chat.postMessage')).toHaveLength(2);
});
