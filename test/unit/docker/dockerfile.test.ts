import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lines = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line));
const ignored = readFileSync(new URL('../../../.dockerignore', import.meta.url), 'utf8').split('\n');
const pkg = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

const stages = lines
  .join('\n')
  .split(/^(?=FROM )/m)
  .filter(Boolean);
const last = stages.at(-1)?.split('\n') ?? [];
const values = (word: string) =>
  last.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test('every stage starts from the same exact version of node:24-slim', () => {
  const images = stages.map((stage) => stage.split('\n')[0]?.split(' ')[1]);
  expect(images.length).toBeGreaterThan(1);
  expect(new Set(images).size).toBe(1);
  expect(images[0]).toMatch(/^node:24\.\d+\.\d+-slim$/);
});

test('the image runs as an unprivileged user', () => {
  expect(values('USER')).toEqual(['node']);
});

test('nothing at run time needs a shell: entry point, command and health check are lists', () => {
  expect(JSON.parse(values('ENTRYPOINT')[0] ?? '')).toEqual(['node', '/app/dist/main.js']);
  expect(JSON.parse(values('CMD')[0] ?? '')).toEqual(['--help']);
  const check = values('HEALTHCHECK')[0]?.split('CMD ')[1] ?? '';
  expect(JSON.parse(check)).toEqual(['node', '/app/dist/main.js', 'validate']);
});

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
