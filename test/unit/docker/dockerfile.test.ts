import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { server } from '../../../src/config/schema/server.js';
import { deadPort } from '../../support/free-port.js';

const lines = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line));
const ignored = readFileSync(new URL('../../../.dockerignore', import.meta.url), 'utf8').split('\n');
const pkg = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

const [head = '', ...stages] = lines.join('\n').split(/^(?=FROM )/m);
const last = stages.at(-1)?.split('\n') ?? [];
const values = (word: string) =>
  last.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test('every stage starts from one image: an exact version of node:24-slim, or what a digest names', () => {
  const images = stages.map((stage) => stage.split('\n')[0]?.split(' ')[1]);
  expect(images.length).toBeGreaterThan(1);
  expect(new Set(images).size).toBe(1);
  expect(images[0]).toBe('$' + '{NODE_IMAGE}');
  expect(head.trim()).toMatch(/^ARG NODE_IMAGE=node:24\.\d+\.\d+-slim(@sha256:[0-9a-f]{64})?$/);
});

test('the image runs as an unprivileged user', () => {
  expect(values('USER')).toEqual(['node']);
});

test('nothing at run time needs a shell: entry point, command and health check are lists', () => {
  expect(JSON.parse(values('ENTRYPOINT')[0] ?? '')).toEqual(['node', '/app/dist/main.js']);
  expect(JSON.parse(values('CMD')[0] ?? '')).toEqual(['start']);
  expect(healthCheck()[0]).toBe('node');
});

test.each([
  ['200 from /healthz', 200, 0],
  ['503 from /healthz', 503, 1],
  ['nobody there', null, 1],
])('the health check asks the default address, and ends on %s with %i', async (_name, status, code) => {
  const [program = '', flag = '', script = ''] = healthCheck();
  const { listen } = server.parse(undefined) as { listen: string };
  expect(script).toContain(`'http://${listen}/healthz'`);
  const port = status === null ? await deadPort() : await answering(status);
  const moved = script.replace(listen, `127.0.0.1:${port}`);
  const child = spawn(program, [flag, moved], { stdio: 'ignore' });
  expect((await once(child, 'exit'))[0]).toBe(code);
});

/** The health check's words, as the engine starts them. */
const healthCheck = (): string[] => JSON.parse(values('HEALTHCHECK')[0]?.split('CMD ')[1] ?? '[]');

/** A server that answers `/healthz` so, and everything else with 404. */
async function answering(status: number): Promise<number> {
  const http = createServer(({ url }, response) => {
    response.writeHead(url === '/healthz' ? status : 404).end();
  });
  onTestFinished(() => void http.close());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return (http.address() as AddressInfo).port;
}

test('it stops on SIGTERM, which the program handles as process 1', () => {
  expect(values('STOPSIGNAL')).toEqual(['SIGTERM']);
});

test('data lives in a volume that the user may write, and work starts there', () => {
  expect(values('VOLUME')).toEqual(['/data']);
  expect(values('RUN')).toContain('install -d -o node -g node /data');
  expect(values('WORKDIR').at(-1)).toBe('/data');
});

test('the image holds what the package holds, and the build context no more than it needs', () => {
  const copied = values('COPY').join(' ');
  for (const path of ['dist', 'templates', 'config.example.yaml', 'vendor', 'package.json'])
    expect(copied).toContain(path);
  expect(pkg.bin.botdigest).toBe('dist/main.js');
  expect(ignored[0]).toBe('*');
  expect(ignored).not.toContain('!.git');
});
