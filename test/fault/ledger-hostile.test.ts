import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { openSql } from '../../src/ledger/store/postgres.js';
import { Secret } from '../../src/lib/secret.js';
import { hostilePostgres } from '../support/hostile-postgres.js';

const PASSWORD = 'p"ss/wörd-1';
const says = (password: string) =>
  `no: ${password} ${encodeURIComponent(password)}\u001b[31m\u202e\n2026-11-23T07:00:00Z info  forged`;

async function urlOf(code: string): Promise<Secret> {
  const server = await hostilePostgres(says, code);
  onTestFinished(server.stop);
  return new Secret(
    `postgres://u:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}/db?sslmode=disable`,
  );
}

// A refusal, a server that shuts down, and a code that nobody knows.
test.each(['28P01', '57P03', 'ZZ999'])('an error of PostgreSQL (%s) is told clean', async (code) => {
  const url = await urlOf(code);
  const sql = openSql(url, 1);
  onTestFinished(() => sql.close());
  for (const attempt of [() => openLedger({ kind: 'postgres', url }), () => sql.now()]) {
    const error = await attempt().then(
      () => null,
      (thrown: Error) => thrown,
    );
    const told = inspect(error, { depth: 5 });
    expect((error as Error).message).toContain('no: <secret> <secret> 2026-11-23T07:00:00Z info forged');
    expect(told).not.toContain(PASSWORD);
    expect(told).not.toContain(encodeURIComponent(PASSWORD));
  }
});
