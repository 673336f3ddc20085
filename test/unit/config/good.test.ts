// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';
import { context } from './plugins.js';

const folder = fileURLToPath(new URL('../../fixtures/config/good/', import.meta.url));
const load = (name: string) => loadConfig(`${folder}${name}.yaml`, context);

const DAY = 86_400_000;

describe('The smallest configuration', async () => {
  const config = await load('minimal');

  test('gets every default of the top level', () => {
    expect(config).toMatchObject({
      timezone: 'UTC',
      locale: 'en-GB',
      weekStart: 'monday',
      store: { kind: 'sqlite', path: `${folder}data/botdigest.db` },
      chatbot: {
        baseUrl: 'https://api.chatbot.com',
        concurrency: 2,
        minInterval: 250,
        timeout: 30_000,
        deadline: 120_000,
        retries: 4,
        dayZero: 'sunday',
        offsetSign: 1,
        arrayFormat: 'single',
        useGroup: false,
      },
      email: null,
      slack: null,
      server: { host: '127.0.0.1', port: 8080 },
      concurrency: 4,
      retention: 180 * DAY,
      notify: [],
      heartbeat: null,
      warnings: [],
    });
  });

  test('gets every default of a digest and of a bot', () => {
    expect(config.digests.get('weekly')).toMatchObject({
      id: 'weekly',
      title: 'weekly',
      schedule: null,
      timezone: 'UTC',
      period: 'lastWeek',
      compare: 'previous',
      reports: {
        names: ['conversations', 'paid', 'messages', 'average', 'heatmap', 'interactions'],
        interactions: { top: 10 },
        bySource: true,
      },
      formats: [{ kind: 'pdf', options: { bookmarks: true } }],
      onEmpty: 'send',
      onGap: 'send',
      catchUp: 'latest',
      maxLateness: DAY,
      workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
      deliver: [],
    });
    expect(config.bots.get('support')).toMatchObject({ id: 'support', name: 'support', sources: null });
  });

  test('gets the default theme from the templates', () => {
    expect(config.theme).toMatchObject({ accent: '#1f5fa8', paper: 'A4', footer: null, logo: null });
    expect(config.theme.scale).toHaveLength(6);
  });
});

describe('A configuration that sets everything', async () => {
  const config = await load('everything');
  const digest = config.digests.get('weekly-support');

  test('holds times in milliseconds, sizes in bytes and tidy addresses', () => {
    expect(config.chatbot).toEqual({
      baseUrl: 'http://127.0.0.1:8787',
      concurrency: 7,
      minInterval: 0,
      timeout: 250,
      deadline: 900_000,
      retries: 0,
      dayZero: 'monday',
      offsetSign: -1,
      arrayFormat: 'comma',
      useGroup: true,
    });
    expect(config.email).toMatchObject({
      host: 'smtp.example.com',
      port: 465,
      security: 'tls',
      user: 'mailer',
      from: 'Bot reports <reports@example.com>',
      replyTo: 'cx@example.com',
      maxSize: 25_000_000,
      timeout: 120_000,
      unsubscribe: { mailto: 'stop@example.com', url: 'https://example.com/stop' },
    });
    expect(config.slack).toMatchObject({ apiUrl: 'http://localhost:9000/api/', timeout: 5000 });
    expect(config).toMatchObject({ server: { host: '::1', port: 0 }, locale: 'de-AT', retention: 90 * DAY });
  });

  test('reads secrets from mounted files without their line break', () => {
    expect(config.bots.get('support')?.token.reveal()).toBe('file-token-77');
    expect(config.email?.password?.reveal()).toBe('file password');
    expect(config.bots.get('sales')?.token.reveal()).toBe('hidden-value-of-a-variable');
  });

  test('lets a digest override what it would inherit', () => {
    expect(digest).toMatchObject({ timezone: 'Europe/Warsaw', locale: 'pl', weekStart: 'monday' });
    expect(config.theme).toMatchObject({ accent: '#aabbcc', paper: 'Letter', footer: 'Example Ltd' });
    expect(digest?.theme).toEqual({ ...config.theme, accent: '#112233' });
    expect(config.theme.logo).toBe(`${folder}files/logo.png`);
  });

  test('keeps bots, reports and formats in the order of the file', () => {
    expect(digest?.bots.map(({ id }) => id)).toEqual(['sales', 'support']);
    expect(digest?.reports).toEqual({
      names: ['interactions', 'heatmap', 'conversations'],
      interactions: { top: 20 },
      bySource: false,
    });
    expect(digest?.formats).toEqual([
      { kind: 'xlsx', options: {} },
      { kind: 'csv', options: { separator: ';' } },
    ]);
  });

  test('reads fixed days and working hours', () => {
    expect(digest?.period).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(digest?.workingHours).toEqual({ days: [1, 6], from: 8, to: 24 });
    expect(digest).toMatchObject({ onEmpty: 'skip', onGap: 'hold', catchUp: 'all', maxLateness: 7_200_000 });
  });

  test('says of every target where it stands', () => {
    expect(digest?.deliver).toEqual([
      {
        kind: 'email',
        options: { to: ['a@example.com', 'b@example.com'], onUnknown: 'hold' },
        path: 'digests.weekly-support.deliver[0]',
      },
      { kind: 'folder', options: { path: './exports' }, path: 'digests.weekly-support.deliver[1]' },
    ]);
    expect(config.notify.map(({ kind, path }) => [kind, path])).toEqual([
      ['webhook', 'notify[0]'],
      ['slack', 'notify[1]'],
    ]);
  });

  test('warns about a story id that looks unusual and takes it all the same', () => {
    expect(config.bots.get('sales')?.storyId).toBe('new-style-id');
    expect(config.warnings).toEqual([
      `${folder}everything.yaml:41:21: bots.sales.storyId: “new-style-id” does not look like a story id of 24 hexadecimal digits`,
    ]);
  });
});

test('Aliases are written out and variables work inside flow mappings', async () => {
  const config = await load('aliases-and-flow');
  const [weekly, monthly] = [config.digests.get('weekly'), config.digests.get('monthly')];
  expect(monthly?.bots).toEqual(weekly?.bots);
  expect(monthly?.deliver[0]?.path).toBe('digests.monthly.deliver[0]');
  expect(config.bots.get('support')).toMatchObject({ name: 'Support ${bot}' });
  expect(config.bots.get('support')?.token.reveal()).toBe('tok-4f9d2c');
  expect(config.email).toMatchObject({ host: 'smtp.example.com', security: 'starttls', user: 'mailer' });
  expect(config.email?.password?.reveal()).toBe('pa$$word');
  expect(config.heartbeat).toBeNull();
});

test.each(['config.example.yaml', 'templates/starter.yaml'])(
  '%s loads as it is, without warnings',
  async (file) => {
    const config = await loadConfig(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), context);
    expect(config.warnings).toEqual([]);
    expect(config.digests.size).toBe(file.startsWith('config') ? 3 : 1);
  },
);

describe('A loaded configuration cannot be changed', async () => {
  const config = await load('everything');

  test('by assigning to it or to anything inside', () => {
    const frozen = [config, config.chatbot, config.theme.scale, config.notify[0], config.bots.get('sales')];
    for (const value of [...frozen, config.digests.get('weekly-support')?.deliver[0]?.options])
      expect(Object.isFrozen(value)).toBe(true);
  });

  test('by adding to its maps or taking from them', () => {
    const bots = config.bots as Map<string, unknown>;
    expect(() => bots.set('other', {})).toThrow('frozen');
    expect(() => bots.delete('sales')).toThrow('frozen');
    expect(() => bots.clear()).toThrow('frozen');
    expect(bots.size).toBe(2);
  });
});
