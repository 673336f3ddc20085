import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { store } from '../../../src/config/schema/store.js';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const fileText = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const text = fileText('docs/compose.yaml');
const single = fileText('docs/compose-sqlite.yaml');
const { services, volumes } = parse(text) as Compose;
const alone = parse(single) as Compose;
const { postgres, ...workers } = services;

test('two workers that are the same start once PostgreSQL answers', () => {
  const [one, two, ...others] = Object.values(workers);
  expect(others).toEqual([]);
  expect(one).toEqual(two);
  expect(one?.command).toEqual(['start']);
  expect(one?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  expect(postgres?.healthcheck?.test.slice(0, 2)).toEqual(['CMD', 'pg_isready']);
});

test('a worker has the time that stopping takes, and writes only into volumes', () => {
  for (const { stop_grace_period: grace = '', read_only: readOnly } of Object.values(workers)) {
    expect(Number.parseInt(grace, 10)).toBeGreaterThan(25);
    expect(readOnly).toBe(true);
  }
});

test('no secret stands in the file, and the store it names is one that the configuration takes', () => {
  for (const { environment } of Object.values(services))
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|TOKEN|URL/.test(name)) expect(value, name).toMatch(/^\$\{[A-Z_]+:[?-]\}$/);
  const named = /its store is: (\S+)/.exec(text)?.[1] ?? '';
  expect(store.safeParse(named).success).toBe(true);
  expect(new URL(named)).toMatchObject({
    username: postgres?.environment.POSTGRES_USER,
    hostname: 'postgres',
    pathname: `/${postgres?.environment.POSTGRES_DB}`,
  });
});

test('every volume by name is declared', () => {
  const used = Object.values(services).flatMap((service) =>
    service.volumes.map((volume) => volume.split(':')[0]),
  );
  const named = used.filter((name) => !name?.startsWith('.'));
  expect([...new Set(named)].toSorted()).toEqual(Object.keys(volumes).toSorted());
});

test('a service alone has the time that stopping takes, and its SQLite file in its only volume', () => {
  const { botdigest, ...others } = alone.services;
  expect(others).toEqual({});
  expect([botdigest?.command, botdigest?.read_only]).toEqual([['start'], true]);
  expect(Number.parseInt(botdigest?.stop_grace_period ?? '', 10)).toBeGreaterThan(25);
  expect(botdigest?.volumes).toEqual(['./config.yaml:/data/config.yaml:ro', 'data:/data']);
  expect(Object.keys(alone.volumes)).toEqual(['data']);
  const named = /its store is: (\S+)/.exec(single)?.[1] ?? '';
  expect(store.safeParse(named).success).toBe(true);
  for (const [name, value] of Object.entries(botdigest?.environment ?? {}))
    expect(value, name).toMatch(/^\$\{[A-Z_]+:[?-]\}$/);
});

test('every folder that a volume covers is made in the image, for the user that writes there', () => {
  const made = [...fileText('Dockerfile').matchAll(/^RUN install -d -o node -g node (\S+)$/gm)].map(
    ([, folder]) => folder,
  );
  const covered = [...Object.values(workers), ...Object.values(alone.services)].flatMap((service) =>
    service.volumes.filter((volume) => !volume.startsWith('.')).map((volume) => volume.split(':')[1]),
  );
  expect(new Set(covered)).toEqual(new Set(made));
});
