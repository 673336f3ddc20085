import type { Connection, Envelope, Target } from '../channels/channel.js';
import { sha256 } from '../lib/hash.js';
import { cleanLine, shorten } from '../lib/text/foreign.js';
import { mapStrings } from '../lib/text/map-strings.js';
import type { Artifact } from '../render/artifact.js';
import { type DigestNotice, type Notice, noticeName } from './notice.js';
import { type NoticeText, noticeAsText, noticeText } from './words.js';

/** Where a notice goes, and by what. */
export interface Recipient {
  readonly deliverer: Connection;
  readonly target: Target;
  readonly options: unknown;
}

/** A notice as its deliverer wants it; `redact` takes secrets out of foreign words. */
export function noticeEnvelope(
  foreign: Notice,
  { deliverer, target, options }: Recipient,
  redact: (text: string) => string,
): Envelope {
  // Before anything is written of it: what JSON escapes is found no more.
  const notice = mapStrings(foreign, (text) => redact(cleanLine(redact(text)))) as Notice;
  const words = noticeText(notice);
  const make = BODIES[deliverer.body(options)?.kind ?? ''];
  const key = ['notice', foreign.key, target.kind, target.address].join('\n');
  return {
    digest: {
      id: noticeName(notice),
      subject: `botdigest: ${words.headline}`,
      fingerprint: sha256(foreign.key),
    },
    target,
    slice: `notice-${notice.health}`,
    part: deliverer.parts[0] ?? '',
    references: {},
    body: make ? [make(words)] : [],
    attachments: make ? [] : [jsonFile(notice, words), textFile(words)],
    leftOut: [],
    idempotencyKey: sha256(key).slice(0, 32),
    date: notice.since,
  };
}

type Make = (words: NoticeText) => Artifact;

const textFile: Make = (words) =>
  artifact(
    { name: 'notice.txt', mediaType: 'text/plain; charset=utf-8', role: 'attachment' },
    noticeAsText(words),
  );

/** The bodies by the renderer that a deliverer's messages come from; those without one get files. */
const BODIES: Readonly<Record<string, Make>> = {
  email: (words) => ({ ...textFile(words), role: 'body' }),
  slack: (words) =>
    artifact(
      { name: 'notice.json', mediaType: 'application/json', role: 'body' },
      JSON.stringify(slackMessage(words)),
    ),
};

/** Slack's limits, in characters. */
const MAX_LENGTHS = { header: 150, section: 2900 } as const;

function slackMessage({ headline, story, todo }: NoticeText) {
  const commands = todo.map(({ command }) => command).join('\n');
  return {
    text: chatText(shorten(`botdigest: ${headline}`, MAX_LENGTHS.section)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: shorten(headline, MAX_LENGTHS.header), emoji: false },
      },
      {
        type: 'section',
        text: { type: 'plain_text', text: shorten(story.join('\n\n'), MAX_LENGTHS.section), emoji: false },
      },
      ...(commands === ''
        ? []
        : [
            {
              type: 'section',
              text: {
                type: 'mrkdwn',
                text: shorten(`\`\`\`${chatText(commands)}`, MAX_LENGTHS.section).concat('```'),
              },
            },
          ]),
    ],
  };
}

/**
 * Words that a chat shows and does not obey: Slack, Google Chat and their like mention and link between angle brackets, Mattermost by an @, and
 * many link between brackets and parentheses. Entities would be shown as such by some.
 */
const chatText = (text: string): string =>
  text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('](', '] (')
    .replace(/@(?=(?:channel|here|everyone|all|group|room)\b)/gi, '＠');

/** What webhooks get, and folders beside the text. `text` says it all, for chats that take such a post as a message. */
function jsonFile(notice: Notice, words: NoticeText): Artifact {
  const { key, health, since } = notice;
  const said = {
    schema: 'botdigest.notice/1',
    id: sha256(key).slice(0, 32),
    health,
    since: new Date(since).toISOString(),
    ...(notice.about === 'digest'
      ? digestJson(notice)
      : { digest: null, title: 'configuration', problem: notice.problem.join('\n') }),
    text: chatText(noticeAsText({ ...words, headline: `botdigest: ${words.headline}` })),
  };
  return artifact(
    { name: 'notice.json', mediaType: 'application/json', role: 'attachment' },
    JSON.stringify(said, null, 2),
  );
}

function digestJson({ digest, title, failures, run, lost }: DigestNotice) {
  return {
    digest,
    title,
    failures,
    run: run && {
      id: run.id,
      scheduledFor: new Date(run.scheduledFor).toISOString(),
      state: run.state,
      reason: run.reason,
      error: run.error,
    },
    lost: lost.map(({ id, kind, target, part, state, reason }) => ({
      id,
      kind,
      target,
      part,
      state,
      reason,
    })),
  };
}

function artifact(about: Pick<Artifact, 'name' | 'mediaType' | 'role'>, text: string): Artifact {
  const bytes = Buffer.from(text);
  return { ...about, bytes, sha256: sha256(bytes) };
}
