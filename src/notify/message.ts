import type { Connection, Envelope, Target } from '../channels/channel.js';
import { buildEnvelope } from '../channels/envelope.js';
import { sha256 } from '../lib/hash.js';
import { cleanLine } from '../lib/text/foreign.js';
import { mapStrings } from '../lib/text/map-strings.js';
import { type DigestNotice, type Notice, noticeName } from './notice.js';
import { noticeText } from './words.js';

/** A recipient of notices and its channel. */
export interface Recipient {
  readonly connection: Connection;
  readonly target: Target;
}

/** A notice as its channel carries it; `redact` takes secrets out of foreign words. */
export function noticeEnvelope(
  foreign: Notice,
  { connection, target }: Recipient,
  redact: (text: string) => string,
): Envelope {
  // Redact first: escaped in JSON, a secret would not be found.
  const notice = mapStrings(foreign, (text) => redact(cleanLine(redact(text)))) as Notice;
  const words = noticeText(notice);
  const key = ['notice', foreign.key, target.kind, target.address].join('\n');
  return buildEnvelope(
    {
      digest: {
        id: noticeName(notice),
        subject: `botdigest: ${words.headline}`,
        fingerprint: sha256(foreign.key),
      },
      target,
      slice: `notice-${notice.health}`,
      part: connection.parts[0] ?? '',
      idempotencyKey: sha256(key).slice(0, 32),
      date: notice.since,
    },
    { ...connection.notice({ ...words, data: noticeData(notice) }), leftOut: [] },
  );
}

/** The notice for programs. */
function noticeData(notice: Notice): Readonly<Record<string, unknown>> {
  const { key, health, since } = notice;
  return {
    schema: 'botdigest.notice/1',
    id: sha256(key).slice(0, 32),
    health,
    since: new Date(since).toISOString(),
    ...(notice.about === 'digest' ? digestData(notice) : otherData(notice)),
  };
}

const otherData = (notice: Exclude<Notice, DigestNotice>) => ({
  digest: null,
  title: noticeName(notice),
  problem: notice.about === 'service' ? notice.problem : notice.problem.join('\n'),
});

function digestData({ digest, title, failures, run, lost }: DigestNotice) {
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
