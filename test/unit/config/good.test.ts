// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig, parseConfig } from '../../../src/config/load.js';
import { emailOf, slackOf } from '../../support/channel-settings.js';
import { context } from './plugins.js';

const folder = fileURLToPath(new URL('../../fixtures/config/good/', import.meta.url));
const load = (name: string) => loadConfig(`${folder}${name}.yaml`, context);

// A checkout leaves them open to every user, which is warned of.
for (const secret of ['dkim.pem', 'hook-secret.txt', 'password.txt', 'token.txt', 'unsubscribe.txt'])
  chmodSync(`${folder}files/${secret}`, 0o600);

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
      channels: new Map(),
      server: { host: '127.0.0.1', port: 8080, hosts: ['127.0.0.1'], baseUrl: null },
      concurrency: 4,
      renderThreads: 'auto',
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
      gapPatience: 3_600_000,
      grace: 900_000,
      pause: null,
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
    expect(config).toMatchObject({ concurrency: 8, renderThreads: 7 });
    expect(emailOf(config)).toMatchObject({
      host: 'smtp.example.com',
      port: 465,
      security: 'tls',
      user: 'mailer',
      from: 'Bot reports <reports@example.com>',
      replyTo: 'cx@example.com',
      maxSize: 25_000_000,
      timeout: 120_000,
      unsubscribe: {
        mailto: 'stop@example.com',
        url: 'https://example.com/stop?who={address}&key={token}',
      },
      idempotencyHeader: 'Resend-Idempotency-Key',
      oauth2: null,
      dkim: { domain: 'example.com', selector: 'botdigest' },
    });
    expect(slackOf(config)).toMatchObject({
      apiUrl: 'http://localhost:9000/api/',
      timeout: 5000,
      charts: 'pictures',
    });
    expect(config).toMatchObject({
      server: {
        host: '::1',
        port: 0,
        hosts: ['::1', 'reports.example.com', 'reports_1', 'botdigest.example.com'],
        baseUrl: 'https://botdigest.example.com',
      },
      locale: 'de-AT',
      retention: 90 * DAY,
    });
  });

  test('reads secrets from mounted files without their line break', () => {
    expect(config.bots.get('support')?.token.reveal()).toBe('file-token-77');
    expect(emailOf(config)?.password?.reveal()).toBe('file password');
    expect(emailOf(config)?.unsubscribe.secret?.reveal()).toBe('kept in a file, 32 characters ok');
    expect(emailOf(config)?.dkim?.privateKey.reveal()).toMatch(
      /^-----BEGIN PRIVATE KEY-----\n[\s\S]+-----END/,
    );
    expect(config.bots.get('sales')?.token.reveal()).toBe('hidden-value-of-a-variable');
  });

  test('lets a digest override what it would inherit', () => {
    expect(digest).toMatchObject({ timezone: 'Europe/Warsaw', locale: 'pl', weekStart: 'monday' });
    expect(config.theme).toMatchObject({ accent: '#aabbcc', paper: 'Letter', footer: 'Example Ltd' });
    expect(digest?.theme).toEqual({ ...config.theme, accent: '#112233' });
    expect(config.theme.logo).toBe(`${folder}files/logo.png`);
    const brand = `${folder}files/brand.ttf`;
    expect(config.theme.font).toEqual({ regular: brand, medium: brand, semibold: brand });
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

  test('reads what is late and what is paused', () => {
    expect(digest).toMatchObject({ grace: 3_600_000, pause: { from: '2026-12-24', to: '2027-01-03' } });
  });

  test('reads fixed days and working hours', () => {
    expect(digest?.period).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(digest?.workingHours).toEqual({ days: [1, 6], from: 8, to: 24 });
    expect(digest).toMatchObject({
      onEmpty: 'skip',
      onGap: 'hold',
      catchUp: 'all',
      maxLateness: 7_200_000,
      gapPatience: 1_200_000,
    });
  });

  test('says of every target where it stands', () => {
    expect(digest?.deliver).toEqual([
      {
        kind: 'email',
        options: { to: ['a@example.com', 'b@example.com'], onUnknown: 'hold' },
        path: 'digests.weekly-support.deliver[0]',
        slice: { name: '', changes: {} },
      },
      {
        kind: 'folder',
        options: { path: './exports' },
        path: 'digests.weekly-support.deliver[1]',
        slice: { name: '', changes: {} },
      },
    ]);
    expect(config.notify.map(({ kind, path }) => [kind, path])).toEqual([
      ['webhook', 'notify[0]'],
      ['slack', 'notify[1]'],
    ]);
  });

  test('warns about a story id that looks unusual and a faint colour, and takes them all the same', () => {
    expect(config.bots.get('sales')?.storyId).toBe('new-style-id');
    expect(config.warnings).toEqual([
      `${folder}everything.yaml:43:18: theme.accent: “#AABBCC” is faint on white: its contrast is 1.9, and text should have 4.5 (WCAG AA)`,
      `${folder}everything.yaml:46:21: bots.sales.storyId: “new-style-id” does not look like a story id of 24 hexadecimal digits`,
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
  expect(emailOf(config)).toMatchObject({ host: 'smtp.example.com', security: 'starttls', user: 'mailer' });
  expect(emailOf(config)?.password?.reveal()).toBe('pa$$word');
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

test('A reader whose last day is not over when the digest is due is warned about, with the first such slot', async () => {
  const text = [
    'timezone: Europe/Warsaw',
    'chatbot: { token: "${CHATBOT_TOKEN}" }',
    'bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }',
    'digests:',
    '  weekly:',
    '    schedule: "0 8 * * MON"',
    '    bots: [support]',
    '    deliver:',
    '      - { folder: { path: ./near }, timezone: America/New_York }',
    '      - { folder: { path: ./far }, timezone: America/Los_Angeles }',
  ].join('\n');
  const slot = { own: '2026-11-30 08:00', there: '2026-11-29 23:00' };
  const unfinishedSlot = async (_digest: unknown, zone: string) =>
    zone === 'America/Los_Angeles' ? slot : null;
  const plugins = { ...context.plugins, unfinishedSlot };
  const { warnings } = await parseConfig(text, 'config.yaml', { ...context, plugins });
  expect(warnings).toEqual([
    'config.yaml:10:46: digests.weekly.deliver[1].timezone: the last day is not over in “America/Los_Angeles” when this is due: at 2026-11-30 08:00 in Europe/Warsaw it is 2026-11-29 23:00 there; set a later schedule, or give these readers a digest of their own',
  ]);
});

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

describe('Entries of a deliver list', async () => {
  const digest = (await load('slices')).digests.get('weekly');
  const slices = digest?.deliver.map(({ slice }) => slice) ?? [];

  test('change nothing, or what stands beside their kind, and are named after it', () => {
    expect(slices.map(({ name }) => name)).toEqual([
      '',
      'sales_pl-PL_America-New_York',
      'sales_pl-PL_America-New_York',
      expect.stringMatching(/^[0-9a-f]{8}$/),
    ]);
    expect(slices[0]?.changes).toEqual({});
    expect(slices[1]?.changes).toMatchObject({
      locale: 'pl-PL',
      firstWeekday: 1,
      timezone: 'America/New_York',
    });
    expect(slices[1]?.changes.bots?.map(({ id }) => id)).toEqual(['sales']);
    expect(slices[3]?.changes).toEqual({
      title: 'For the board',
      formats: [{ kind: 'csv', options: { separator: ';' } }],
    });
  });
});

test('Colours that are too faint on white are named, text and lines by their own measure', async () => {
  const { warnings } = await load('faint');
  expect(warnings).toEqual([
    `${folder}faint.yaml:2:18: theme.accent: “#777777” is faint on white: its contrast is 4.4, and text should have 4.5 (WCAG AA)`,
    `${folder}faint.yaml:8:45: digests.weekly.theme.comparison: “#959595” is faint on white: its contrast is 2.9, and lines should have 3 (WCAG AA)`,
  ]);
});

describe('An e-mail block', () => {
  const configWith = (email: string) =>
    [
      'chatbot: { token: t }',
      `email: ${email}`,
      'bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }',
      'digests: { d: { bots: [a] } }',
    ].join('\n');
  const warningsFor = async (email: string) => {
    const text = configWith(`{ url: "${'${SMTP_URL}'}", from: reports@example.com, ${email} }`);
    return (await parseConfig(text, `${folder}config.yaml`, context)).warnings.map((warning) =>
      warning.replace(/^.*?config\.yaml:/, ''),
    );
  };
  const dkim = (domain: string) => `dkim: { domain: ${domain}, selector: s, privateKeyFile: files/dkim.pem }`;
  const url =
    'unsubscribe: { url: "https://example.com/stop?who={address}&key={token}", secret: 0123456789abcdef }';

  test('with one click and no signature is warned about', async () => {
    expect(await warningsFor(url)).toEqual([
      expect.stringMatching(/^2:\d+: email\.unsubscribe\.url: is offered as one click only when a DKIM/),
    ]);
    expect(await warningsFor(`${url}, ${dkim('example.com')}`)).toEqual([]);
  });

  test.each(['127.0.0.1', '10.0.0.5', '"[fd00::25]"', 'relay', 'relay.internal'])(
    'that sends to %s in clear is taken, and warned about',
    async (host) => {
      const text = configWith(`{ host: ${host}, security: none, from: reports@example.com }`);
      const config = await parseConfig(text, `${folder}config.yaml`, context);
      expect(emailOf(config)).toMatchObject({ security: 'none', port: 25, user: null });
      expect(config.warnings).toEqual([
        expect.stringContaining('email.security: is “none”: mails go to the server in clear'),
      ]);
    },
  );

  test.each([
    ['host: smtp.example.com', { port: 587, security: 'starttls' }],
    ['host: smtp.example.com, port: 465', { port: 465, security: 'tls' }],
    ['host: smtp.example.com, security: tls', { port: 465, security: 'tls' }],
    ['host: smtp.example.com, port: 2465, security: tls', { port: 2465, security: 'tls' }],
    ['host: 127.0.0.1', { port: 587, security: 'opportunistic' }],
    ['host: 127.0.0.1, security: starttls', { port: 587, security: 'starttls' }],
    ['url: "smtp://smtp.example.com"', { port: 587, security: 'starttls' }],
    ['url: "smtp://smtp.example.com:465", security: tls', { port: 465, security: 'tls' }],
    ['url: "smtps://smtp.example.com:9465", security: tls', { port: 9465, security: 'tls' }],
    ['url: "smtp://relay", security: none', { host: 'relay', port: 25, security: 'none' }],
  ])('with { %s } means %j', async (keys, server) => {
    const text = configWith(`{ ${keys}, from: reports@example.com }`);
    expect(emailOf(await parseConfig(text, 'config.yaml', context))).toMatchObject(server);
  });

  test('logs in with tokens, as the sender where nobody else is named', async () => {
    const grant = 'tokenUrl: https://login.example.com/token, clientId: app, scope: "mail offline"';
    const text = configWith(
      `{ host: smtp.example.com, from: Bot <reports@example.com>, oauth2: { ${grant}, clientSecretFile: files/password.txt } }`,
    );
    const { oauth2, user, password } =
      emailOf(await parseConfig(text, `${folder}config.yaml`, context)) ?? {};
    expect({ user, password }).toEqual({ user: null, password: null });
    expect(oauth2).toMatchObject({
      tokenUrl: 'https://login.example.com/token',
      clientId: 'app',
      scope: 'mail offline',
      user: 'reports@example.com',
      refreshToken: null,
    });
    expect(oauth2?.clientSecret?.reveal()).toBe('file password');
  });

  test('with a link that anybody could write is warned about', async () => {
    const forgeable = 'unsubscribe: { url: "https://example.com/stop?who={address}" }';
    expect(await warningsFor(`${forgeable}, ${dkim('example.com')}`)).toEqual([
      expect.stringContaining('write {token} as well, and set email.unsubscribe.secret'),
    ]);
  });

  test('with an address for one click that fits everybody is warned about', async () => {
    expect(
      await warningsFor(`unsubscribe: { url: "https://example.com/stop" }, ${dkim('example.com')}`),
    ).toEqual([expect.stringContaining('does not say who unsubscribes')]);
  });

  test.each(['example.org', 'ample.com'])('that signs for the unrelated %s is warned about', async (name) => {
    expect(await warningsFor(dkim(name))).toEqual([
      `2:${'email: { url: "${SMTP_URL}", from: reports@example.com, dkim: { domain: '.length + 1}: email.dkim.domain: “${name}” is another domain than that of email.from, so receivers may not count its signature`,
    ]);
  });

  test('that signs for a parent or a child domain is not', async () => {
    expect(await warningsFor(dkim('mail.example.com'))).toEqual([]);
  });
});

test.each([
  ['127.0.0.1:0', false],
  ['localhost:0', false],
  ['"[::1]:0"', false],
  ['botdigest.internal:0', false],
  ['0.0.0.0:0', true],
  ['"[::]:0"', true],
  ['192.0.2.7:8080', true],
  ['0.0.0.0:0, hosts: [botdigest]', false],
  ['0.0.0.0:0, baseUrl: "https://botdigest.example.com"', false],
  ['0.0.0.0:0, hosts: [], baseUrl: ""', true],
])('A server at { listen: %s } is warned of when nobody has named it: %s', async (server, warned) => {
  const text = `chatbot: { token: x }
server: { listen: ${server}, password: correct-horse }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support] } }
`;
  const { warnings } = await parseConfig(text, 'config.yaml', context);
  expect(warnings.map((warning) => warning.includes('server.hosts'))).toEqual(warned ? [true] : []);
});

test.each<[string, unknown]>([
  ['true', 'always'],
  ['"true"', 'always'],
  ['false', null],
  ['""', null],
  ['2026-12-24', { from: '2026-12-24', to: '2026-12-24' }],
  ['" 2026-12-24..2026-12-24 "', { from: '2026-12-24', to: '2026-12-24' }],
])('pause: %s is read as %j', async (pause, expected) => {
  const text = `chatbot: { token: x }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support], pause: ${pause} } }
`;
  const { digests } = await parseConfig(text, 'config.yaml', context);
  expect(digests.get('weekly')?.pause).toEqual(expected);
});

test.each([
  ['127.0.0.1:0', false],
  ['localhost:0', false],
  ['"[::1]:0"', false],
  ['0.0.0.0:0', true],
  ['192.0.2.7:8080', true],
  ['0.0.0.0:0, password: ""', true],
  ['0.0.0.0:0, password: correct-horse', false],
])(
  'A server at { listen: %s } is warned of when other machines need no password: %s',
  async (server, warned) => {
    const text = `chatbot: { token: x }
server: { hosts: [botdigest], listen: ${server} }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support] } }
`;
    const { warnings } = await parseConfig(text, 'config.yaml', context);
    expect(warnings.map((warning) => warning.includes('server.password'))).toEqual(warned ? [true] : []);
  },
);

test('the console has a password, metrics may be off, and both are left out by default', async () => {
  const server = async (lines: string) => {
    const text = `chatbot: { token: x }
server: { ${lines} }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support] } }
`;
    const config = await parseConfig(text, 'config.yaml', context);
    return [config.server?.password?.reveal() ?? null, config.server?.metrics, config.secrets.length];
  };
  expect(await server('password: correct-horse, metrics: off')).toEqual(['correct-horse', false, 2]);
  expect(await server('password: ""')).toEqual([null, true, 1]);
  expect(await server('')).toEqual([null, true, 1]);
});
