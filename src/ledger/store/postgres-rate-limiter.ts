import { setTimeout as wait } from 'node:timers/promises';
import type { RateLimiter } from '../../chatbot/client/rate-limiter.js';
import { LedgerError } from '../model/errors.js';
import { type openSql, SCHEMA } from './postgres.js';

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::float8';
/** Of a line's holders those whose lease has not run out. */
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

const KEEP = `
  update ${SCHEMA}.turns set holders = holders || jsonb_build_object($2::text, ${NOW} + $3::float8) where line = $1`;

const RELEASE = `update ${SCHEMA}.turns set holders = holders - $2::text where line = $1`;

/** Between two tries of a store that cannot be used. */
const REST = 1_000;

/**
 * Turns that all processes on one PostgreSQL take between them, by its clock: theirs may differ. A line is one row, written by one
 * statement at a time and outside of the ledger's order of writers. The table is not logged: after a crash of the server it is empty.
 */
export function createTurns(sql: Pick<ReturnType<typeof openSql>, 'execute'>): RateLimiter {
  const left = async (text: string, values: unknown[], signal: AbortSignal) => {
    const { rows } = await persist(() => sql.execute(text, values), signal);
    return (rows as { left: number }[])[0]?.left ?? null;
  };
  const attempt = async (text: string, values: unknown[]) => {
    await sql.execute(text, values).catch(() => {});
  };
  return {
    take: (line, { holder, places, interval, lease }, signal) =>
      left(TAKE, [line, holder, places, interval, lease], signal),
    paused: async (line, signal) => (await left(PAUSED, [line], signal)) ?? 0,
    pause: (line, ms) => attempt(PAUSE, [line, ms]),
    keep: (line, holder, lease) => attempt(KEEP, [line, holder, lease]),
    release: (line, holder) => attempt(RELEASE, [line, holder]),
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
    await wait(REST, undefined, { signal }).catch(() => {});
  }
}
