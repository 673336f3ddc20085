import type { RecordedExchange, Recording } from '../../chatbot/recording/recording.js';
import { groupedBy } from '../../lib/grouped.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { jsonReply, type Reply, replyOrError } from '../protocol/reply.js';
import type { SandboxRequest } from '../protocol/request.js';
import type { Responder } from '../protocol/responder.js';
import { requireToken } from '../reports/respond.js';

/** The longest time that a recorded answer is held, ms. */
const MAX_HOLD = 30_000;

/**
 * Answers as it was recorded, whatever the story, at the time of the recording and as slowly. Equal requests get their answers in turn, the last one
 * from then on; what was not recorded gets 404.
 */
export function replayResponder({ at, exchanges }: Recording): Responder {
  const byRequest = groupedBy(exchanges, ({ path, query }) => keyOf(path, query));
  const served = new Map<string, number>();
  const next = ({ path, params }: SandboxRequest): RecordedExchange => {
    const key = keyOf(path, [...params]);
    const answers = byRequest.get(key) ?? [];
    const turn = served.get(key) ?? 0;
    served.set(key, turn + 1);
    const found = answers[Math.min(turn, answers.length - 1)];
    if (found === undefined) throw new ApiRefusal(404, 'This request was not recorded.');
    return found;
  };
  return {
    date: Date.parse(at),
    answer(request, now) {
      let hold = 0;
      const reply = replyOrError(() => {
        requireToken(request);
        const exchange = next(request);
        hold = Math.min(exchange.took, MAX_HOLD);
        return replyOf(exchange);
      }, now);
      return { reply, hold, left: () => {} };
    },
  };
}

/** The story is left out: a recording has another than the configuration that asks. */
const keyOf = (path: string, query: readonly (readonly [string, string])[]): string =>
  JSON.stringify([path, ...query.filter(([name]) => name !== 'storyId').sort()]);

function replyOf({ status, headers, body }: RecordedExchange): Reply {
  const reply =
    body === null
      ? { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'This was no JSON.' }
      : jsonReply(status, body);
  return { ...reply, status, headers: { ...reply.headers, ...headers } };
}
