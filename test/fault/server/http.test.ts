import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { jsonAnswer, listen, type Routes, type Serving } from '../../../src/server/http.js';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

async function serve(routes: Routes) {
  const listening = await listen(LOOPBACK, {
    routes,
    clean: (text) => text.replaceAll('hunter22', '<secret>'),
    hosts: () => [],
  });
  onTestFinished(() => listening.close());
  return (path: string, method = 'GET') => fetch(listening.url + path, { method });
}

const plainly = (routes: Routes): Serving => ({ routes, clean: String, hosts: () => [] });

const routes: Routes = {
  '/healthz': async () => jsonAnswer(503, { problems: ['The store said hunter22.'] }),
  '/broken': async () => {
    throw new Error('with hunter22 in it');
  },
};

test('serves what there is, with a status, a type and no secret, and lets nobody keep it', async () => {
  const ask = await serve(routes);
  const answer = await ask('/healthz?verbose=1');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ problems: ['The store said <secret>.'] });
});

test('answers HEAD without a body, refuses other methods, and says what there is instead', async () => {
  const ask = await serve(routes);
  const head = await ask('/healthz', 'HEAD');
  expect([head.status, await head.text()]).toEqual([503, '']);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const refused = await ask('/healthz', method);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
  for (const path of ['/nothing', '/healthz/', '/constructor', '/..%2f..%2fetc/passwd']) {
    const missing = await ask(path);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('/healthz');
  }
});

test('a route that throws is a sentence, and the next request is served', async () => {
  const ask = await serve(routes);
  const broken = await ask('/broken');
  expect([broken.status, await broken.text()]).toEqual([500, 'Unexpected: with <secret> in it\n']);
  expect((await ask('/healthz')).status).toBe(503);
});

test('an address that is taken, or none of this machine, is one sentence that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(listen({ host: '127.0.0.1', port }, plainly(routes))).rejects.toMatchObject({
    code: 'cannot-listen',
    exitCode: 2,
    message: `server.listen: 127.0.0.1:${port} is in use by another program: stop that one, or choose another port, or set server: off.`,
  });
  await expect(listen({ host: '203.0.113.7', port: 0 }, plainly(routes))).rejects.toMatchObject({
    message: expect.stringMatching(/^server\.listen: 203\.0\.113\.7:0 is not an address of this machine/),
  });
});

test('a connection that stays open, or never finishes its request, does not hold up the end', async () => {
  const listening = await listen(LOOPBACK, plainly(routes));
  await fetch(`${listening.url}/healthz`).then((answer) => answer.text());
  const slow = connect(Number(new URL(listening.url).port), '127.0.0.1');
  slow.on('error', () => {});
  await once(slow, 'connect');
  const said: Buffer[] = [];
  slow.on('data', (piece) => said.push(piece));
  const ended = once(slow, 'close');
  slow.write('GET /healthz HTTP/1.1\r\nHost:');
  await fetch(`${listening.url}/healthz`).then((answer) => answer.text());
  await listening.close();
  await ended;
  // At its own time limit it would be told so: 408.
  expect(said).toEqual([]);
});
