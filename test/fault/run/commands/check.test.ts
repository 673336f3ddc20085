import { expect, onTestFinished, test } from 'vitest';
import { openDesk } from '../../../support/desk.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { SLACK_TOKEN } from '../../../support/world.js';

/** Whether files are tried for a digest with these formats, an entry in this style, and a notice beside it. */
async function triesFiles(formats: string, entry: string) {
  const slack = await startSlack({ token: SLACK_TOKEN, scopes: 'chat:write,channels:history' });
  onTestFinished(() => slack.stop());
  const desk = await openDesk({ slackUrl: slack.apiUrl, deliver: [entry] });
  const opened = await desk.app((text) =>
    text
      .replace('formats: [csv]', `formats: ${formats}`)
      .concat(`notify: [{ slack: { channel: ${CHANNEL} } }]\n`),
  );
  const checks = await opened.check(new AbortController().signal);
  const found = checks.filter(({ name }) => name.startsWith('slack'));
  return Object.fromEntries(found.map(({ name, result }) => [name, result.ok]));
}

const SUMMARY = `slack: { channel: ${CHANNEL}, style: summary }`;
const KNOWN = { slack: true, [`slack ${CHANNEL}`]: true };

test.each([
  ['of a digest in summary without formats', '[]', SUMMARY, KNOWN],
  ['of a digest in summary with a format', '[csv]', SUMMARY, { ...KNOWN, 'slack files': false }],
  [
    'of a digest in full without formats',
    '[]',
    `slack: { channel: ${CHANNEL} }`,
    { ...KNOWN, 'slack files': false },
  ],
  [
    'of readers who get a format of their own',
    '[]',
    `{ ${SUMMARY}, formats: [csv] }`,
    { ...KNOWN, 'slack files': false },
  ],
])('the scopes of files %s', async (_what, formats, entry, found) => {
  expect(await triesFiles(formats, entry)).toEqual(found);
});
