import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  MAX_CONCURRENT,
  MAX_CONNECTIONS,
  MAX_PER_ADDRESS,
  networkOf,
} from '../../../src/server/connections.js';
import { jsonAnswer, listen, type Routes, textAnswer } from '../../../src/server/http.js';
import { loopTime } from '../../support/loop-time.js';

/** Requests for `/slow` so far. */
let waiting = 0;
const routes: Routes = {
  '/healthz': async () => jsonAnswer(200, { status: 'ok' }),
  '/slow'() {
    waiting += 1;
    return new Promise(() => {});
  },
  '/large': async () => textAnswer(200, 'x'.repeat(300_000)),
};

async function serve({ hosts = [] as readonly string[], host = '127.0.0.1' } = {}) {
  const listening = await listen({ host, port: 0 }, { routes, clean: String, hosts: () => hosts });
  onTestFinished(() => listening.close());
  return Number(new URL(listening.url).port);
}

interface Client {
  readonly socket: Socket;
  /** What came so far. */
  said(): string;
  readonly ended: Promise<unknown>;
  isOpen(): boolean;
}

async function dial(port: number, { from, host = '127.0.0.1' }: { from?: string; host?: string } = {}) {
  const socket = connect({ port, host, ...(from && { localAddress: from }) });
  const pieces: Buffer[] = [];
  let open = true;
  socket.on('error', () => {});
  socket.on('data', (piece) => pieces.push(piece));
  // A reset after the answer is no failure: once() would reject with it.
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve())).then(() => {
    open = false;
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect').catch(() => {});
  return { socket, said: () => Buffer.concat(pieces).toString(), ended, isOpen: () => open } as Client;
}

/** Sends what is given as it is, and returns the first line of each answer once the server ends the connection. */
async function ask(port: number, request: string, to: { from?: string; host?: string } = {}) {
  const { socket, said, ended } = await dial(port, to);
  socket.write(request);
  await ended;
  return { said: said(), statuses: [...said().matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status) };
}

const get = (host: string, path = '/healthz') =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
const openOf = (clients: readonly Client[]) => clients.filter(({ isOpen }) => isOpen()).length;
/** For what comes about a moment later. */
const PATIENT = { timeout: 30_000 };
const health = async (port: number) => (await ask(port, get('127.0.0.1'))).statuses;

describe('Who asks for', () => {
  const known = [
    '127.0.0.1',
    '127.0.0.1:8080',
    '192.0.2.7:80',
    'localhost',
    'LOCALHOST:9',
    'localhost.',
    '[::1]',
  ];
  const named = ['botdigest', 'Botdigest.Example.COM:443', 'botdigest.example.com.'];
  test.each([...known, '[2001:DB8::1]:8080', ...named])('the host %s is answered', async (host) => {
    const port = await serve({ hosts: ['botdigest', 'botdigest.example.com'] });
    expect((await ask(port, get(host))).statuses).toEqual(['200']);
  });

  const foreign = ['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example'];
  const twisted = [
    'me@127.0.0.1',
    '127.0.0.1/evil',
    '[::1',
    '::1',
    '[evil.example]',
    '[127.0.0.1]',
    'localhost:x',
  ];
  const odd = ['127.0.0.1, evil.example', 'xlocalhost', '.', 'a\u00e9', '', 'notbotdigest', '0x7f.1'];
  test.each([...foreign, ...twisted, ...odd])('the host “%s” gets 421 on every path', async (host) => {
    const port = await serve({ hosts: ['botdigest'] });
    for (const path of ['/healthz', '/metrics', '/', '/nothing']) {
      const { statuses, said } = await ask(port, get(host, path));
      expect(statuses).toEqual(['421']);
      expect(said).toContain('server.hosts');
    }
  });

  test('no host, or two of them, is refused', async () => {
    const port = await serve();
    expect((await ask(port, 'GET /healthz HTTP/1.1\r\n\r\n')).statuses).toEqual(['400']);
    expect((await ask(port, 'GET /healthz HTTP/1.0\r\n\r\n')).statuses).toEqual(['421']);
    const twice = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n';
    expect((await ask(port, twice)).statuses).toEqual(['400']);
    const other = 'GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    expect((await ask(port, other)).statuses).toEqual(['404']);
  });

  test('the IPv6 loopback is answered there', async () => {
    const port = await serve({ host: '::1' });
    expect((await ask(port, get(`[::1]:${port}`), { host: '::1' })).statuses).toEqual(['200']);
  });
});

describe('A client that', () => {
  test('holds 400 connections open from one address has 64 of them, and health is answered all the while', async () => {
    const port = await serve();
    const slow = await Promise.all(Array.from({ length: 400 }, () => dial(port)));
    for (const { socket } of slow) socket.write('GET /healthz HTTP/1.1\r\nX-Slow: ');
    expect(await health(port)).toEqual(['200']);
    await expect.poll(() => openOf(slow), PATIENT).toBeLessThanOrEqual(MAX_PER_ADDRESS);
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => dial(port)));
      expect(await health(port)).toEqual(['200']);
    }
  });

  test('comes from many addresses has 200 connections, and health is answered from any of them', async () => {
    const port = await serve();
    const from = (index: number) => `127.0.${index % 10}.2`;
    const slow = await Promise.all(
      Array.from({ length: 500 }, (_, index) => dial(port, { from: from(index) })),
    );
    expect(await health(port)).toEqual(['200']);
    await expect.poll(() => openOf(slow), PATIENT).toBeLessThanOrEqual(MAX_CONNECTIONS);
    expect((await ask(port, get('127.0.0.1'), { from: '127.0.3.2' })).statuses).toEqual(['200']);
  });

  test('keeps idle connections after an answer makes place for others', async () => {
    const port = await serve();
    const kept = await Promise.all(Array.from({ length: MAX_PER_ADDRESS }, () => dial(port)));
    for (const { socket } of kept) socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => kept.every(({ said }) => said().includes('200')), PATIENT).toBe(true);
    expect(await health(port)).toEqual(['200']);
  });

  test('waits for 64 answers that take long keeps nobody out', async () => {
    const port = await serve();
    waiting = 0;
    const busy = await Promise.all(Array.from({ length: MAX_PER_ADDRESS }, () => dial(port)));
    for (const { socket } of busy) socket.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => waiting, PATIENT).toBe(MAX_PER_ADDRESS);
    expect(await health(port)).toEqual(['200']);
    await expect.poll(() => openOf(busy), PATIENT).toBe(MAX_PER_ADDRESS - 1);
  });

  test('drips a header, sends nothing at all or never ends its body is let go after some ten seconds', async () => {
    const port = await serve();
    const lasted = async (begin: string, more: string) => {
      const { socket, ended } = await dial(port);
      const started = Date.now();
      socket.write(begin);
      const dripping = setInterval(() => socket.write(more), 1_000);
      const byLoop = await loopTime(() => ended);
      clearInterval(dripping);
      return { byLoop, byClock: Date.now() - started };
    };
    const all = await Promise.all([
      lasted('GET /healthz HTTP/1.1\r\n', 'X-A: 1\r\n'),
      lasted('', ''),
      lasted('POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n', 'x'),
    ]);
    for (const { byLoop, byClock } of all) {
      expect(byClock).toBeGreaterThan(8_000);
      expect(byLoop).toBeLessThan(15_000);
    }
  });

  test('closes its half of the connection, or goes away in the middle, harms nobody', async () => {
    const port = await serve();
    const half = await dial(port);
    half.socket.end(get('localhost'));
    await half.ended;
    expect(half.said()).toContain('200 OK');
    for (const begin of [
      '',
      'GET /he',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n12',
    ]) {
      const gone = await dial(port);
      gone.socket.write(begin);
      gone.socket.resetAndDestroy();
    }
    expect(await health(port)).toEqual(['200']);
  });

  test.each([
    [
      'headers of 100 KB',
      `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`,
      '431',
    ],
    ['10,000 headers', `GET /healthz HTTP/1.1\r\nHost: localhost\r\n${'A: b\r\n'.repeat(10_000)}\r\n`, '431'],
    ['an address of 100 KB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, '431'],
    ['no HTTP', `\u0016\u0003\u0001${'x'.repeat(500)}\r\n\r\n`, '400'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      '400',
    ],
    [
      'a length beside chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
    ],
    [
      'a body of 65,537 bytes',
      `POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n${'x'.repeat(65_537)}`,
      '413',
    ],
    [
      'chunks without end',
      `POST /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${`1000\r\n${'x'.repeat(4_096)}\r\n`.repeat(40)}`,
      '413',
    ],
  ])('sends %s is refused', async (_what, request, status) => {
    const port = await serve();
    expect((await ask(port, request)).statuses).toEqual([status]);
    expect(await health(port)).toEqual(['200']);
  });

  test('sends its requests one behind the other gets the answers in their order', async () => {
    const port = await serve();
    const one = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const { statuses } = await ask(
      port,
      `${one}GET / HTTP/1.1\r\nHost: localhost\r\n\r\n${one}${get('evil.example')}`,
    );
    expect(statuses).toEqual(['200', '404', '200', '421']);
  });

  test('sends a thousand requests without reading is cut off', async () => {
    const port = await serve();
    const { statuses } = await ask(port, 'GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000));
    expect(statuses.length).toBeLessThanOrEqual(MAX_CONCURRENT);
    expect(await health(port)).toEqual(['200']);
  });

  test('sends a body of up to 64 KB is told what is served', async () => {
    const port = await serve();
    const body = `POST /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 65536\r\n\r\n${'x'.repeat(65_536)}`;
    expect((await ask(port, body)).statuses).toEqual(['405']);
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));
