import type { Deliverer, Envelope, Target } from '../deliver/deliverer.js';
import { sha256 } from '../lib/hash.js';
import type { Artifact } from '../render/artifact.js';
import type { Notice } from './notice.js';
import { plainText, type Words, wordsOf } from './words.js';

/** Where a notice goes, and by what. */
export interface Recipient {
  readonly deliverer: Deliverer;
  readonly target: Target;
  readonly options: unknown;
}

/** A notice as its deliverer wants it; `clean` takes secrets out of foreign words. */
export function envelopeFor(
  notice: Notice,
  { deliverer, target, options }: Recipient,
  clean: (text: string) => string,
): Envelope {
  const words = wordsOf(notice);
  const make = BODIES[deliverer.body(options)?.kind ?? ''];
  const key = ['notice', notice.key, target.kind, target.address].join('\n');
  return {
    digest: {
      id: notice.digest,
      subject: clean(`botdigest: ${words.headline}`),
      fingerprint: sha256(notice.key),
    },
    target,
    slice: `notice-${notice.health}`,
    part: deliverer.parts[0] ?? '',
    references: {},
    body: make ? [make(words, clean)] : [],
    attachments: make ? [] : [jsonFile(notice, words, clean), textFile(words, clean)],
    leftOut: [],
    idempotencyKey: sha256(key).slice(0, 32),
    date: notice.since,
  };
}

type Make = (words: Words, clean: (text: string) => string) => Artifact;

const textFile: Make = (words, clean) =>
  artifact(
    { name: 'notice.txt', mediaType: 'text/plain; charset=utf-8', role: 'attachment' },
    clean(plainText(words)),
  );

/** The bodies by the renderer that a deliverer's messages come from; those without one get files. */
const BODIES: Readonly<Record<string, Make>> = {
  email: (words, clean) => ({ ...textFile(words, clean), role: 'body' }),
  slack: (words, clean) =>
    artifact(
      { name: 'notice.json', mediaType: 'application/json', role: 'body' },
      JSON.stringify(slackMessage(words, clean)),
    ),
};

/** Slack's limits, in characters. */
const LONGEST = { header: 150, section: 2900 } as const;

function slackMessage({ headline, story, todo }: Words, clean: (text: string) => string) {
  const commands = todo.map(({ command }) => command).join('\n');
  return {
    text: cut(clean(`botdigest: ${headline}`), LONGEST.section),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(clean(headline), LONGEST.header), emoji: false },
      },
      {
        type: 'section',
        text: { type: 'plain_text', text: cut(clean(story.join('\n\n')), LONGEST.section), emoji: false },
      },
      ...(commands === ''
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: cut(`\`\`\`${commands}`, LONGEST.section).concat('```') },
            },
          ]),
    ],
  };
}

const cut = (text: string, most: number) => {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
};

/** What webhooks get, and folders beside the text. `text` says it all, for chats that take such a post as a message. */
function jsonFile(notice: Notice, words: Words, clean: (text: string) => string): Artifact {
  const { key, health, digest, title, since, failures, run, lost } = notice;
  const said = {
    schema: 'botdigest.notice/1',
    id: sha256(key).slice(0, 32),
    health,
    digest,
    title,
    since: new Date(since).toISOString(),
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
    text: plainText({ ...words, headline: `botdigest: ${words.headline}` }),
  };
  return artifact(
    { name: 'notice.json', mediaType: 'application/json', role: 'attachment' },
    clean(JSON.stringify(said, null, 2)),
  );
}

function artifact(about: Pick<Artifact, 'name' | 'mediaType' | 'role'>, text: string): Artifact {
  const bytes = Buffer.from(text);
  return { ...about, bytes, sha256: sha256(bytes) };
}
