import type { Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import type { ApiRequest, ApiResult, ReportsSession } from './session.js';

/** Answers of this process, shared by its runs: alerts and digests of one morning ask for the same days. */
export interface RecentAnswers {
  /** A session that asks for what no run has asked for lately. Gaps are never shared. */
  over(account: Account, session: ReportsSession): ReportsSession;
}

/** Whose answers may be shared. */
interface Account {
  readonly baseUrl: string;
  readonly token: Secret;
}

const HOUR = 3_600_000;

/** How long an answer is used. */
const FRESH_FOR = 3 * HOUR;

/** Only ranges that ended this long before are shared: counts of the last minutes still grow. */
const OVER_FOR = HOUR;

/** Some 100 kB each: an answer by hour for ten weeks. */
const MAX_ANSWERS = 500;

interface Shared {
  readonly at: number;
  readonly result: Promise<ApiResult>;
}

export function createRecentAnswers({ now }: Pick<Clock, 'now'>): RecentAnswers {
  const shared = new Map<string, Shared>();

  function fresh(key: string): Promise<ApiResult> | null {
    for (const [old, { at }] of shared) if (at <= now() - FRESH_FOR) shared.delete(old);
    return shared.get(key)?.result ?? null;
  }

  function share(key: string, result: Promise<ApiResult>): void {
    const answer = { at: now(), result };
    shared.set(key, answer);
    const [oldest] = shared.keys();
    if (shared.size > MAX_ANSWERS && oldest !== undefined) shared.delete(oldest);
    const forget = () => {
      if (shared.get(key) === answer) shared.delete(key);
    };
    result.then(({ ok }) => ok || forget(), forget);
  }

  return {
    over: ({ baseUrl, token }, session) => ({
      async get(request, signal) {
        if (!isOver(request, now())) return session.get(request, signal);
        const key = JSON.stringify([baseUrl, token.reveal(), request]);
        const under = fresh(key);
        // Another run's request may fail, or end with that run: then this one asks itself.
        const found = under && (await under.catch(() => null));
        if (found?.ok) return found;
        const result = session.get(request, signal);
        share(key, result);
        return result;
      },
    }),
  };
}

function isOver({ query }: ApiRequest, now: number): boolean {
  const [, to = ''] = query.find(([name]) => name === 'to') ?? [];
  return Date.parse(to) <= now - OVER_FOR;
}
