import { simpleParser } from 'mailparser';
import type { RunRecord } from '../../../src/ledger/ledger.js';
import { type AlertDesk, instantOf, openAlertDesk } from '../../support/alert-desk.js';
import { type Ended, type EndPoint, type EndSignal, endInTheMiddle } from '../processes.js';

/** Days after the first on which a check speaks: an episode begins, is reminded of and ends. */
const SPEAKING = { firing: 3, reminder: 5, recovered: 7 } as const;
export type Word = keyof typeof SPEAKING;
export const WORDS = Object.keys(SPEAKING) as Word[];

/** Those that are not ended: before and after the ones that speak there is nothing to say. */
const CHECKS = [1, 3, 5, 7, 8];

const ALERT = ['when: { silence: conversations }', 'bots: [support]', 'remind: 2d'];

/** Nobody talks to the bot on the days 2 to 4 after the first. */
const counted = (day: string, { story }: { readonly story: string }) =>
  story === 'story-support' && day >= '2026-11-04' && day <= '2026-11-06' ? 0 : 40;

/** A message as a reader has it. */
interface Got {
  /** What the reader knows it by: two with one id are the same message. */
  readonly id: string;
  /** The message that it stands under; null for the first of a thread. */
  readonly under: string | null;
  readonly content: string;
}

/** What came of an episode of whose checks one was ended at its n-th trace. */
export interface AlertTrial extends Ended {
  readonly word: Word;
  /** What each reader got, in order. */
  readonly got: Readonly<Record<string, readonly Got[]>>;
  /** The words that the webhook was sent. */
  readonly words: readonly string[];
  /** What the ledger says of all episodes at last. */
  readonly told: readonly string[];
}

/** An episode from begin to end, whose check about `word` is ended at trace `at`, and started again. */
export async function tryEpisode(
  word: Word,
  at: EndPoint,
  signal: EndSignal = 'SIGKILL',
): Promise<AlertTrial> {
  const opened: (() => unknown)[] = [];
  try {
    const desk = await openAlertDesk({ alert: ALERT, onEnd: (close) => void opened.unshift(close) });
    desk.count(counted);
    await check(desk, (day) => day < SPEAKING[word]);
    const ledger = await desk.ledger();
    const due = instantOf(SPEAKING[word]);
    const finished = async (): Promise<RunRecord | null> => {
      const [last] = await ledger.history.runs({ checks: true, limit: 1 });
      return last?.run.scheduledFor === due && last.run.finishedAt !== null ? last : null;
    };
    const ahead = due + 20_000 - Date.now();
    const ended = await endInTheMiddle(desk.folder, { at, signal, ahead, finished });
    await check(desk, (day) => day > SPEAKING[word]);
    const episodes = await ledger.alerts.episodes({ alert: 'watch' });
    const words = new Map(desk.hooks.calls.map((call) => [idOf(call), JSON.parse(call.body).data.event]));
    return {
      ...{ ...ended, word, words: [...words.values()], told: episodes.map(({ told }) => told) },
      got: await gotBy(desk),
    };
  } finally {
    for (const close of opened) await close();
  }
}

/** Makes some of the checks in this process. */
async function check(desk: AlertDesk, isMade: (day: number) => boolean): Promise<void> {
  const running = await desk.start();
  for (const day of CHECKS.filter(isMade)) await desk.check(running, day);
  await running.stop();
}

const idOf = ({ headers }: AlertDesk['hooks']['calls'][number]) => String(headers['webhook-id']);

async function gotBy({ slack, mail, hooks }: AlertDesk): Promise<AlertTrial['got']> {
  const mails = await Promise.all(
    mail.mails.map(async ({ raw }) => ({ raw, parsed: await simpleParser(raw) })),
  );
  return {
    slack: slack.posts.map(({ ts, thread, text }) => ({ id: ts, under: thread, content: text })),
    email: mails.map(({ raw, parsed: { messageId = '', inReplyTo = null } }) => ({
      ...{ id: messageId, under: inReplyTo, content: raw },
    })),
    webhook: hooks.calls.map((call) => ({ id: idOf(call), under: null, content: call.body })),
  };
}

/** What is wrong with how an episode was told; empty when every reader has each word once, or one of them twice and the second is flagged. */
export function alertFaults({ passed, record, got, words, told }: AlertTrial): string[] {
  const { run, deliveries } = record;
  const faults = run.state === 'completed' ? [] : [`the run is ${run.state}, ${run.reason}: ${run.error}`];
  if (words.join() !== WORDS.join()) faults.push(`the words were ${words.join(', ')}`);
  if (told.join() !== 'recovered') faults.push(`the episodes were told as ${told.join(', ')}`);
  const count = (point: string) => passed.filter((name) => name === point).length;
  const open = count('ledger:deliveries.begin:done') - count('ledger:deliveries.end:committed');
  const flagged = (kind: string) =>
    deliveries.some((one) => one.kind === kind && one.reason === 'possible-duplicate');
  for (const [kind, messages] of Object.entries(got)) {
    const ids = [...new Set(messages.map(({ id }) => id))];
    if (ids.length !== WORDS.length) faults.push(`${kind} got ${ids.length} messages`);
    const more = messages.length - ids.length;
    if (more > 1 || (more > 0 && !flagged(kind)))
      faults.push(`${kind} got ${more} of them again, not flagged`);
    if (more > 0 && (kind === 'slack' || open <= 0))
      faults.push(`${kind} got one twice though none was open`);
    if (new Set(messages.map(({ content }) => content)).size !== ids.length)
      faults.push(`${kind} got one with two contents`);
    const expected = kind === 'webhook' ? [null] : [null, ids[0]];
    if ([...new Set(messages.map(({ under }) => under))].join() !== expected.join())
      faults.push(`${kind} got them in the threads ${messages.map(({ under }) => under).join(', ')}`);
  }
  return faults;
}
