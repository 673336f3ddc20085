import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openLedger } from '../../../src/ledger/open.js';
import { openSql } from '../../../src/ledger/store/postgres.js';
import { messageOf } from '../../../src/lib/errors.js';
import { Secret } from '../../../src/lib/secret.js';
import { type PostgresServer, postgresServer } from '../../support/postgres.js';
import { HOSTILE, passingOn, startFront } from '../../support/postgres-front.js';
import { testCertificate } from '../../support/tls.js';

const PASSWORD = 'correct-horse';
const CA = fileURLToPath(new URL('../../fixtures/tls/localhost-cert.pem', import.meta.url));
const OTHER_CA = fileURLToPath(new URL('../../fixtures/tls/authority-cert.pem', import.meta.url));
/** It is this machine, but no loopback address by its name: the same as a host in the network. */
const REMOTE = '0.0.0.0';

const kinds = Object.keys(HOSTILE) as (keyof typeof HOSTILE)[];

/** What a store says that was opened at this address. */
async function opened(url: string): Promise<string> {
  try {
    const ledger = await openLedger({ kind: 'postgres', url: new Secret(url) });
    await ledger.close();
    return 'opened';
  } catch (error) {
    expect(error).toMatchObject({ code: 'store-insecure' });
    return messageOf(error);
  }
}

describe.each([
  ['', 'nothing said'],
  ['?sslmode=require', 'require'],
  ['?sslmode=verify-full', 'verify-full'],
  [`?sslmode=verify-ca`, 'verify-ca'],
  ['?ssl=true', 'ssl'],
])('With %s in the address, a server in the network gets no password that', (query) => {
  test.each(kinds)('%s', async (kind) => {
    const front = await startFront(HOSTILE[kind]);
    const message = await opened(`postgres://u:${PASSWORD}@${REMOTE}:${front.port}/db${query}`);
    expect(message).toContain('cannot be reached over a connection that nobody else reads');
    expect(message).not.toContain(PASSWORD);
    expect(front.received()).not.toContain(PASSWORD);
    expect(front.received()).not.toContain('user');
  });
});

test('A server in the network that asks for the password itself gets none where clear text is written out', async () => {
  const front = await startFront(HOSTILE['speaks clear text at once']);
  const message = await opened(`postgres://u:${PASSWORD}@${REMOTE}:${front.port}/db?sslmode=disable`);
  expect(message).toContain('asks for the password in clear text over a connection without TLS');
  expect(front.received()).toContain('user');
  expect(front.received()).not.toContain(PASSWORD);
});

test('Neither the environment nor another host in the query makes a connection less safe', async () => {
  const front = await startFront(HOSTILE['has no TLS']);
  const less = { PGSSLMODE: 'disable', PGHOST: '127.0.0.1', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  for (const [name, value] of Object.entries(less)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const url of [
    `postgres://u:${PASSWORD}@${REMOTE}:${front.port}/db`,
    `postgres://u:${PASSWORD}@127.0.0.1:${front.port}/db?host=${REMOTE}`,
    `postgres://u:${PASSWORD}@127.0.0.1:1/db?host=${REMOTE}&port=${front.port}`,
  ])
    expect(await opened(url)).toContain('nobody else reads');
  expect(front.received()).not.toContain(PASSWORD);
});

describe('Before a real server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());

  const behind = async (host: string, query: string, ca: readonly string[] = []) => {
    const front = await startFront(passingOn(Number(new URL(server.url.reveal()).port)));
    const url = new Secret(`postgres://tester:${PASSWORD}@${host}:${front.port}/botdigest${query}`);
    const sql = openSql(url, 1, ca);
    try {
      const { rows } = await sql.execute('select 1 as one');
      return JSON.stringify(rows);
    } catch (error) {
      return messageOf(error);
    } finally {
      await sql.close();
    }
  };

  const ONE = '[{"one":1}]';
  test.each([
    ['localhost', `?sslrootcert=${CA}`, ONE],
    ['localhost', `?sslmode=require&sslrootcert=${CA}`, ONE],
    ['127.0.0.1', `?sslmode=verify-full&sslrootcert=${CA}`, ONE],
    [REMOTE, `?sslmode=verify-ca&sslrootcert=${CA}`, ONE],
    [REMOTE, '?sslmode=no-verify', ONE],
    [REMOTE, `?sslmode=verify-full&sslrootcert=${CA}`, 'does not match certificate'],
    [REMOTE, '', 'self-signed certificate'],
    ['localhost', '?sslmode=require', 'self-signed certificate'],
    ['localhost', '?sslrootcert=/nowhere/ca.pem', 'sslrootcert /nowhere/ca.pem cannot be read'],
  ])('%s with %s is taken or refused by its certificate', async (host, query, expected) => {
    expect(await behind(host, query).catch(messageOf)).toContain(expected);
  });

  test('the certificates of the configuration are trusted too, where the address names none', async () => {
    const ca = [testCertificate.cert];
    expect(await behind('localhost', '?sslmode=require', ca)).toBe(ONE);
    expect(await behind(REMOTE, '', ca)).toContain('does not match certificate');
    expect(await behind('localhost', `?sslrootcert=${OTHER_CA}`, ca)).toContain('self-signed certificate');
  });

  test('a password for a server on this machine needs no TLS', async () => {
    const sql = openSql(server.url, 1);
    onTestFinished(() => sql.close());
    expect((await sql.execute('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
