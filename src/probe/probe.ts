import type { ReportsSession } from '../chatbot/client/session.js';
import type { Clock } from '../lib/time/clock.js';
import { Asker, apiFailed } from './ask/asker.js';
import type { Book } from './ask/book.js';
import { gather, type ProbeFacts } from './ask/facts.js';
import { isThin, type Scan, scan } from './ask/scan.js';
import { notEnoughData, type ProbeFinding, type ProbeVerdict, QUESTIONS, type Question } from './finding.js';
import { shown } from './judge/counts.js';
import { MIN_CONVERSATIONS } from './judge/fit.js';
import { DAY_MS } from './judge/span.js';
import { arrayFormat } from './questions/array-format.js';
import { averageMeaning } from './questions/average.js';
import { dayZero } from './questions/day-zero.js';
import { judgeLimits } from './questions/limits.js';
import { offsetSign } from './questions/offset-sign.js';
import { toInclusive } from './questions/to-inclusive.js';
import { useGroup } from './questions/use-group.js';

/** Most requests of one probe, retries included. */
export const BUDGET = 40;

export interface ProbeTools {
  /** Its requests go through the book. */
  readonly session: ReportsSession;
  readonly book: Book;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What was found about an account. */
export interface Probed {
  /** In the order of QUESTIONS. */
  readonly findings: readonly ProbeFinding[];
  /** Why requests failed, a sentence each: what hangs on them was not settled. */
  readonly failures: readonly string[];
  /** The API's own time when it began, epoch ms. */
  readonly at: number;
  /** The story that was asked about. */
  readonly storyId: string;
  /** Whether it has too few conversations to settle anything. */
  readonly isThin: boolean;
  /** Whether `conversations.avg` was found to be messages by conversations. */
  readonly averageIsOfMessages: boolean;
}

/**
 * Asks about the first of these stories that has enough conversations, the last one if none has. Reads only, in at most `BUDGET` requests.
 * Rejects with a UserError when the API fails before anything can be asked.
 */
export async function probe(storyIds: readonly string[], tools: ProbeTools): Promise<Probed> {
  const at = await apiTime(storyIds[0] ?? '', tools);
  const { asker, storyId, found } = await firstWithEnough(storyIds, tools, at);
  const thin = isThin(found);
  const findings = thin ? tooFew(found, tools) : await settle(asker, await gather(asker, found, at), tools);
  const average = findings.find(({ question }) => question === 'average');
  return {
    findings,
    failures: [...new Set(asker.failures)],
    at,
    storyId,
    isThin: thin,
    averageIsOfMessages: average?.value === 'messagesPerConversation',
  };
}

interface Chosen {
  readonly asker: Asker;
  readonly storyId: string;
  readonly found: Scan;
}

async function firstWithEnough(storyIds: readonly string[], tools: ProbeTools, at: number): Promise<Chosen> {
  let last: Chosen | null = null;
  for (const storyId of storyIds) {
    const asker = new Asker({ ...tools, storyId });
    last = { asker, storyId, found: await scan(asker, at) };
    if (!isThin(last.found)) break;
  }
  if (last === null) throw apiFailed('There is no bot to ask about.');
  return last;
}

/** What the API takes for now: by this machine's clock days might be asked for that are not over. */
async function apiTime(storyId: string, { clock, book, ...tools }: ProbeTools): Promise<number> {
  const asker = new Asker({ ...tools, clock, book, storyId });
  const reply = await asker.report('conversations', null, [['period', 'yesterday']]);
  // An API that does not take this request has a clock all the same.
  if (!reply.ok && reply.reason !== 'bad-request') throw apiFailed(reply.message);
  const date = Date.parse(book.exchanges.at(-1)?.header('date') ?? '');
  return date >= FIRST_DATE && date <= LAST_DATE ? date : clock.now();
}

/** Other dates are no clock's. */
const FIRST_DATE = Date.UTC(2020, 0, 1);
const LAST_DATE = Date.UTC(2200, 0, 1);

/** Long enough that requests before it count for no second after it, ms. */
const REST = 1_200;

async function settle(asker: Asker, facts: ProbeFacts, { book }: ProbeTools): Promise<ProbeFinding[]> {
  const verdicts = new Map<Question, ProbeVerdict>();
  // After a rest several at a time, so that a limit on these shows, then the others one by one.
  await asker.rest(REST);
  const together = { dayZero, offsetSign, average: averageMeaning } as const;
  const asked = await Promise.all(
    Object.entries(together).map(async ([name, ask]) => [name as Question, await ask(asker, facts)] as const),
  );
  for (const [name, verdict] of asked) verdicts.set(name, verdict);
  for (const [name, ask] of Object.entries({ arrayFormat, useGroup, toInclusive } as const))
    verdicts.set(name as Question, await ask(asker, facts));
  verdicts.set('limits', judgeLimits(book.attempts, facts.range));
  return QUESTIONS.map((question) => ({
    question,
    ...(verdicts.get(question) ?? notEnoughData('It was not asked.')),
  }));
}

function tooFew({ total, window, range }: Scan, { book }: ProbeTools): ProbeFinding[] {
  const days = Math.round((window.to - window.from) / DAY_MS);
  const evidence = `The bot had ${shown(total)} conversations in ${days} days: at least ${MIN_CONVERSATIONS} are needed to compare answers.`;
  return QUESTIONS.map((question) => ({
    question,
    ...(question === 'limits' ? judgeLimits(book.attempts, range) : notEnoughData(evidence)),
  }));
}
