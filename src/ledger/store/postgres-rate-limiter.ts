import { setTimeout as wait } from 'node:timers/promises';
import type { RateLimiter } from '../../chatbot/client/rate-limiter.js';
import { LedgerError } from '../model/errors.js';
import { type openSql, SCHEMA } from './postgres.js';

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::float8';
/** The holders of a key whose lease has not expired. */
const LIVING = `select * from jsonb_each(t.holders) where value::float8 > ${NOW}`;

const TAKE = `
  insert into ${SCHEMA}.turns as t (line, started, paused_until, holders)
  values ($1, ${NOW}, 0, jsonb_build_object($2::text, ${NOW} + $5::float8))
  on conflict (line) do update set
    started = greatest(t.started + $4::float8, t.paused_until, ${NOW}),
    holders = (select coalesce(jsonb_object_agg(key, value), '{}') from (${LIVING}) as living) || excluded.holders
  where (select count(*) from (${LIVING}) as living where key <> $2) < $3
  returning greatest(started - ${NOW}, 0) as left`;

const PAUSED = `select greatest(paused_until - ${NOW}, 0) as left from ${SCHEMA}.turns where line = $1`;

const PAUSE = `
  insert into ${SCHEMA}.turns as t (line, started, paused_until, holders) values ($1, 0, ${NOW} + $2::float8, '{}')
  on conflict (line) do update set paused_until = greatest(t.paused_until, excluded.paused_until)`;

const RENEW = `
  update ${SCHEMA}.turns set holders = holders || jsonb_build_object($2::text, ${NOW} + $3::float8) where line = $1`;

const RELEASE = `update ${SCHEMA}.turns set holders = holders - $2::text where line = $1`;

/** Wait between tries while the store is unavailable, ms. */
const RETRY_PAUSE = 1_000;

/**
 * A rate limiter shared by all processes on one PostgreSQL, by the database's clock, since theirs may differ. A key is one row of `turns`
 * (column `line`), changed by single statements outside the ledger's writer lock. The table is unlogged: a crash of the server empties it.
 */
export function postgresRateLimiter(sql: Pick<ReturnType<typeof openSql>, 'execute'>): RateLimiter {
  const left = async (text: string, values: unknown[], signal: AbortSignal) => {
    const { rows } = await persist(() => sql.execute(text, values), signal);
    return (rows as { left: number }[])[0]?.left ?? null;
  };
  const attempt = async (text: string, values: unknown[]) => {
    await sql.execute(text, values).catch(() => {});
  };
  return {
    take: (key, { holder, slots, interval, lease }, signal) =>
      left(TAKE, [key, holder, slots, interval, lease], signal),
    paused: async (key, signal) => (await left(PAUSED, [key], signal)) ?? 0,
    pause: (key, ms) => attempt(PAUSE, [key, ms]),
    renew: (key, holder, lease) => attempt(RENEW, [key, holder, lease]),
    release: (key, holder) => attempt(RELEASE, [key, holder]),
  };
}

async function persist<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LedgerError) || !error.passing) throw error;
    }
    await wait(RETRY_PAUSE, undefined, { signal }).catch(() => {});
  }
}
