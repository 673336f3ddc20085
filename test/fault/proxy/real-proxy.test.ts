import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call } from '../../../src/http/call.js';
import { createHttpClient } from '../../../src/http/client.js';
import { emptyFolder } from '../../support/folder.js';
import { deadPort } from '../../support/free-port.js';
import { networkThrough } from '../../support/through-proxy.js';
import { privateCertificate } from '../../support/tls.js';
import { until } from '../../support/until.js';

const hasTinyproxy = () => spawnSync('tinyproxy', ['-v']).error === undefined;

/** Starts tinyproxy with a login; its host and port. */
async function startTinyproxy(): Promise<string> {
  const [folder, port] = [emptyFolder(), await deadPort()];
  const file = join(folder, 'tinyproxy.conf');
  writeFileSync(file, `Port ${port}\nListen 127.0.0.1\nAllow 127.0.0.1\nBasicAuth ada password\n`);
  const program = spawn('tinyproxy', ['-d', '-c', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => program.once('close', resolve));
  onTestFinished(async () => {
    program.kill();
    await ended;
  });
  await until(() => isListening(port));
  return `127.0.0.1:${port}`;
}

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

async function startTarget(): Promise<number> {
  const server = createServer(privateCertificate, (_request, response) => void response.writeHead(204).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

test('tinyproxy carries a call, wants its login, and says what it cannot reach', async () => {
  if (!hasTinyproxy()) return console.warn('tinyproxy is not installed: no real proxy was tried.');
  const [name, port] = [await startTinyproxy(), await startTarget()];
  const ask = (login: string, url: string) => {
    const { ca, proxy } = networkThrough(`http://${login}@${name}`);
    const network = { ca, proxy: { ...proxy, noProxy: 'elsewhere.test' } };
    const http = createHttpClient({ network: () => network });
    onTestFinished(() => http.close());
    const { signal } = new AbortController();
    return call(http, url, { method: 'GET', userAgent: 'test', timeout: 10_000, signal });
  };
  expect(await ask('ada:password', `https://localhost:${port}`)).toMatchObject({ status: 204 });
  expect(await ask('ada:another', `https://localhost:${port}`)).toMatchObject({
    sent: false,
    proxy: { says: `the proxy ${name} refused the login`, refused: true },
  });
  expect(await ask('ada:password', `https://localhost:${await deadPort()}`)).toMatchObject({
    sent: false,
    proxy: { says: expect.stringMatching(/could not reach localhost:\d+$/), refused: false },
  });
});
