import { type Reply, replyOrError } from '../protocol/reply.js';
import type { Responder } from '../protocol/responder.js';
import { endpointOf, respond, type SandboxState } from '../reports/respond.js';
import { Limiter } from './limiter.js';

/** Answers from generated conversations, within the limits of the variant. */
export function generatedResponder(state: SandboxState): Responder {
  const limiter = new Limiter(state.variant);
  const headers = deprecationHeaders(state.variant.deprecated);
  const announcing = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } });
  return {
    answer(request, now) {
      const reply = respond(request, state, now);
      if (!request.authorized || endpointOf(request.path) === null) return { reply, hold: 0, left: () => {} };
      let hold: number | null = null;
      const limited = replyOrError(() => {
        hold = limiter.enter(now);
        return reply;
      }, now);
      return {
        reply: announcing(limited),
        hold: hold ?? 0,
        left: () => (hold === null ? undefined : limiter.leave()),
      };
    },
  };
}

/** Deprecated since a year before its end. */
function deprecationHeaders(sunset: string | null): Readonly<Record<string, string>> {
  if (sunset === null) return {};
  const end = Date.parse(`${sunset}T00:00:00Z`);
  const since = new Date(end).setUTCFullYear(new Date(end).getUTCFullYear() - 1);
  return { deprecation: `@${since / 1_000}`, sunset: new Date(end).toUTCString() };
}
