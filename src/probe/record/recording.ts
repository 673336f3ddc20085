import type { RecordedExchange, Recording } from '../../chatbot/recording/recording.js';
import { REPORT_PATHS } from '../../chatbot/wire.js';
import { readJson } from '../../http/json.js';
import type { Secret } from '../../lib/secret.js';
import { REPORTS } from '../../vocabulary/chatbot.js';
import type { WireExchange } from '../ask/book.js';
import { type Anonymizer, createAnonymizer } from './anonymous.js';
import { largestIn, type ScaleFacts, type Scales, scalesFor } from './scales.js';

export interface RecordingFacts extends Omit<ScaleFacts, 'largest'> {
  /** By the API's clock, epoch ms. */
  readonly at: number;
  /** The story that was asked about in the end; answers about others are left out. */
  readonly storyId: string;
  readonly token: Secret;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** What stands in the place of the story. */
const STORY = '0123456789abcdef01234567';

/** The answers of a probe without names, ids, counts and the token; whoever probes the recording finds the same. */
export function recordingOf(exchanges: readonly WireExchange[], facts: RecordingFacts): Recording {
  const read = exchanges
    .filter((exchange, index) => index === 0 || storyOf(exchange) === facts.storyId)
    .map((exchange) => ({ exchange, body: bodyOf(exchange, facts.token) }));
  const largest = read.reduce((most, { body }) => Math.max(most, largestIn(body)), 0);
  const scales = scalesFor({ ...facts, largest }, facts.random);
  const anonymizer = createAnonymizer();
  return {
    format: 'botdigest.recording/1',
    at: new Date(facts.at).toISOString(),
    exchanges: read.map(({ exchange, body }) => recorded(exchange, body, { scales, anonymizer })),
  };
}

const urlOf = ({ target }: Pick<WireExchange, 'target'>): URL => new URL(target, 'http://api');

const storyOf = (exchange: WireExchange): string | null => urlOf(exchange).searchParams.get('storyId');

/** The JSON of an answer; of an error its code alone, and null for what is no JSON. */
function bodyOf({ status, text }: WireExchange, token: Secret): unknown {
  const body = readJson(text, [token]) ?? null;
  return status >= 200 && status <= 299 ? body : { status: { code: status } };
}

function recorded(
  exchange: WireExchange,
  body: unknown,
  { scales, anonymizer }: { readonly scales: Scales; readonly anonymizer: Anonymizer },
): RecordedExchange {
  const { pathname, searchParams } = urlOf(exchange);
  const report = REPORTS.find((name) => REPORT_PATHS[name] === pathname);
  return {
    path: pathname,
    query: [...searchParams].map(([name, value]) => [name, name === 'storyId' ? STORY : value]),
    status: exchange.status,
    headers: headersOf(exchange),
    took: exchange.ended - exchange.begun,
    body: anonymizer.json(body, scales[report ?? 'conversations']),
  };
}

/** Those of limits and of the API's end, where they hold nothing but a number or a date. */
function headersOf({ header }: WireExchange): Record<string, string> {
  const kept = ['retry-after', 'deprecation', 'sunset'].flatMap((name) => {
    const value = header(name);
    const isPlain =
      /^@?-?\d{1,12}$|^(true|false)$/i.test(value) || /^[A-Z][a-z]{2}, [\w :]{1,30} GMT$/.test(value);
    return isPlain ? [[name, value] as const] : [];
  });
  return Object.fromEntries(kept);
}
