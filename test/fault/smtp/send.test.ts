import { afterEach, expect, test } from 'vitest';
import type { EmailSettings } from '../../../src/channels/email/settings.js';
import { Secret } from '../../../src/lib/secret.js';
import { connectEmail } from '../../support/connections.js';
import { emailConfig, LOGIN, withLogin } from '../../support/email-config.js';
import { attachment, mailEnvelope } from '../../support/envelope.js';
import { type Script, type ScriptedServer, scriptedSmtp } from '../../support/smtp-script.js';

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function send(
  script: Script,
  config: Partial<EmailSettings> = {},
  signal = new AbortController().signal,
) {
  server = await scriptedSmtp(script);
  const timeout = /silent|replyLate/.test(JSON.stringify(script)) ? 1_000 : 10_000;
  return connectEmail(emailConfig(server.port, { timeout, ...config })).deliver(mailEnvelope(), signal);
}

const reply = (line: string) => ({ reply: line });

const REPLIES: [string, Script, string, string][] = [
  ['421 for a greeting', { greeting: reply('421 4.3.2 try later') }, 'retryable', 'server-busy'],
  ['554 for a greeting', { greeting: reply('554 5.7.1 you are listed') }, 'permanent', 'refused'],
  ['421 to EHLO', { EHLO: reply('421 4.3.2 closing') }, 'retryable', 'server-busy'],
  ['421 to MAIL', { MAIL: reply('421 4.3.2 closing') }, 'retryable', 'server-busy'],
  ['451 to MAIL', { MAIL: reply('451 4.3.0 local error') }, 'retryable', 'server-error'],
  ['452 to MAIL', { MAIL: reply('452 4.3.1 disk full') }, 'retryable', 'server-full'],
  ['550 to MAIL', { MAIL: reply('550 5.7.1 not your address') }, 'permanent', 'sender-rejected'],
  ['552 to MAIL', { MAIL: reply('552 5.3.4 too big') }, 'permanent', 'too-large'],
  ['530 to MAIL', { MAIL: reply('530 5.7.0 authentication required') }, 'permanent', 'auth-failed'],
  ['421 to RCPT', { RCPT: reply('421 4.3.2 closing') }, 'retryable', 'server-busy'],
  ['450 to RCPT', { RCPT: reply('450 4.2.1 greylisted') }, 'retryable', 'mailbox-unavailable'],
  ['451 to RCPT', { RCPT: reply('451 4.3.0 local error') }, 'retryable', 'server-error'],
  ['450 4.7 to RCPT', { RCPT: reply('450 4.7.1 too many messages') }, 'retryable', 'rate-limited'],
  ['550 to RCPT', { RCPT: reply('550 5.1.1 user unknown') }, 'permanent', 'recipient-rejected'],
  ['552 to RCPT', { RCPT: reply('552 5.2.2 mailbox full') }, 'permanent', 'mailbox-full'],
  ['421 to DATA', { DATA: reply('421 4.3.2 closing') }, 'retryable', 'server-busy'],
  ['451 to DATA', { DATA: reply('451 4.3.0 local error') }, 'retryable', 'server-error'],
  ['554 to DATA', { DATA: reply('554 5.5.1 no valid recipients') }, 'permanent', 'refused'],
  ['421 after the dot', { dot: reply('421 4.3.2 closing') }, 'retryable', 'server-busy'],
  ['451 after the dot', { dot: reply('451 4.3.0 local error') }, 'retryable', 'server-error'],
  ['452 after the dot', { dot: reply('452 4.3.1 disk full') }, 'retryable', 'server-full'],
  ['550 after the dot', { dot: reply('550 5.7.1 looks like spam') }, 'permanent', 'refused'],
  ['552 after the dot', { dot: reply('552 5.3.4 too big') }, 'permanent', 'too-large'],
];

test.each(REPLIES)('%s is %4$s', async (_name, script, state, reason) => {
  expect(await send(script)).toMatchObject({ state, reason });
  expect(server?.sessions).toBe(1);
});

const NAMES: [string, Script, string][] = [
  ['421 to EHLO', { EHLO: reply('421 4.3.2 closing') }, 'retryable'],
  [
    '504 to EHLO and HELO',
    { EHLO: reply('504 need fully-qualified name'), other: reply('504 no') },
    'permanent',
  ],
  [
    '550 to EHLO and HELO',
    { EHLO: reply('550 5.7.1 who are you?'), other: reply('550 5.7.1 no') },
    'permanent',
  ],
  [
    '504 to RCPT',
    { RCPT: reply('504 5.5.2 <bots>: Helo command rejected: need fully-qualified hostname') },
    'permanent',
  ],
  ['450 to RCPT', { RCPT: reply('450 4.7.1 <bots>: Helo command rejected: Host not found') }, 'retryable'],
  ['550 to MAIL', { MAIL: reply('550 5.7.1 Invalid EHLO name') }, 'permanent'],
];

test.each(NAMES)('%s over the name of this machine says where to set it', async (_name, script, state) => {
  const receipt = await send(script);
  expect(receipt).toMatchObject({
    state,
    message: expect.stringContaining('Set email.name to the full name'),
  });
  expect(server?.commands[0]).toBe('EHLO reports.example.org');
});

test('reads a refused recipient the same way when the commands are pipelined', async () => {
  const script = {
    EHLO: reply('250-scripted\r\n250 PIPELINING'),
    RCPT: reply('550 5.1.1 unknown'),
    DATA: reply('554 5.5.1 nobody'),
  };
  expect(await send(script)).toMatchObject({ state: 'permanent', reason: 'recipient-rejected' });
});

const BEFORE: [string, Script, string][] = [
  ['drops instead of a greeting', { greeting: { drop: true } }, 'connection-lost'],
  ['never greets', { greeting: { silent: true } }, 'timeout-before-accept'],
  ['drops at EHLO', { EHLO: { drop: true } }, 'connection-lost'],
  ['falls silent at MAIL', { MAIL: { silent: true } }, 'timeout-before-accept'],
  ['drops at RCPT', { RCPT: { drop: true } }, 'connection-lost'],
  ['drops at DATA', { DATA: { drop: true } }, 'connection-lost'],
  ['falls silent at DATA', { DATA: { silent: true } }, 'timeout-before-accept'],
];

test.each(BEFORE)('a server that %s took nothing: try again', async (_name, script, reason) => {
  expect(await send(script)).toMatchObject({ state: 'retryable', reason });
  expect(server?.messages).toEqual([]);
});

test('a server that stops reading in the middle of a message took nothing: try again', async () => {
  server = await scriptedSmtp({ DATA: { replyThenCut: '354 go on' } });
  const connection = connectEmail(emailConfig(server.port, { maxSize: 60e6 }));
  const large = attachment('large.bin', 'application/octet-stream', new Uint8Array(30_000_000));
  const receipt = await connection.deliver(
    mailEnvelope({ attachments: [large] }),
    new AbortController().signal,
  );
  expect(receipt).toMatchObject({ state: 'retryable', reason: 'connection-lost' });
});

test.each([
  ['drops', { dot: { drop: true } }],
  ['falls silent', { dot: { silent: true } }],
  ['answers too late', { dot: { replyLate: '250 queued', ms: 2500 } }],
] satisfies [string, Script][])(
  'a server that %s after the dot may have sent it: unknown',
  async (_name, script) => {
    expect(await send(script)).toMatchObject({ state: 'unknown', reason: 'silent-after-data' });
    expect(server?.messages).toHaveLength(1);
  },
);

test('waits for a slow answer after the dot', async () => {
  const script: Script = { dot: { replyLate: '250 2.0.0 Ok: queued as SLOW1', ms: 600 } };
  expect(await send(script, { timeout: 10_000 })).toMatchObject({
    state: 'delivered',
    providerRef: '250 2.0.0 Ok: queued as SLOW1',
  });
});

test('a wait that is stopped after the dot is unknown, and before it is to be tried again', async () => {
  const stopAt = (point: 'dot' | 'RCPT') => {
    const stop = new AbortController();
    const script: Script = {
      [point]: () => {
        stop.abort();
        return { silent: true };
      },
    };
    return send(script, { timeout: 5000 }, stop.signal);
  };
  expect(await stopAt('dot')).toMatchObject({
    state: 'unknown',
    reason: 'stopped-after-data',
  });
  await server?.stop();
  expect(await stopAt('RCPT')).toMatchObject({
    state: 'retryable',
    reason: 'aborted',
  });
});

test('answers with the Message-ID when the server names nothing', async () => {
  expect(await send({ dot: { reply: '250' } })).toMatchObject({
    state: 'delivered',
    providerRef: expect.stringMatching(/^<[0-9a-f]{32}@example\.org>$/),
  });
});

test('refuses to send what is larger than the budget, with both sizes in words, before it connects', async () => {
  const receipt = await send({}, { maxSize: 1_000 });
  expect(receipt).toMatchObject({ state: 'permanent', reason: 'too-large' });
  expect(receipt).toHaveProperty(
    'message',
    expect.stringMatching(/has \d\.\d kB .* 1\.0 kB that email\.maxSize allows/),
  );
  expect(server?.sessions).toBe(0);
});

test('believes a server that announces a smaller limit, and names both sizes', async () => {
  const receipt = await send({ EHLO: reply('250-scripted\r\n250 SIZE 500') });
  expect(receipt).toMatchObject({ state: 'permanent', reason: 'too-large' });
  expect(receipt).toHaveProperty(
    'message',
    expect.stringMatching(
      /finds the message too large: it takes 500 bytes, the message has \d\.\d kB\. Lower email\.maxSize/,
    ),
  );
  expect(server?.commands).not.toContain('DATA');
});

test.each(['250 SIZE', '250 SIZE 0', '250 SIZE 10000000'])(
  'sends where the greeting says %s',
  async (line) => {
    expect(await send({ EHLO: reply(`250-scripted\r\n${line}`) })).toMatchObject({ state: 'delivered' });
  },
);

test.each([
  ['MAIL', '552 5.3.4 too big'],
  ['dot', '552 5.3.4 too big'],
  ['dot', '554 5.3.4 too big'],
] as const)(
  'a limit that the server names only in its answer to %s is told in its words',
  async (point, line) => {
    const receipt = await send({ [point]: reply(line) });
    expect(receipt).toMatchObject({ state: 'permanent', reason: 'too-large' });
    expect(receipt).toHaveProperty(
      'message',
      expect.stringContaining(`too large: ${line}. Lower email.maxSize`),
    );
  },
);

test('a message that had to leave files behind says so in its receipt', async () => {
  server = await scriptedSmtp({});
  const large = attachment('large.xlsx', 'application/x-large', new Uint8Array(12_345_678));
  const envelope = mailEnvelope({ leftOut: [large] });
  const connection = connectEmail(emailConfig(server.port));
  expect(await connection.deliver(envelope, new AbortController().signal)).toMatchObject({
    state: 'delivered',
    notes: ['Left out to stay within email.maxSize (10.0 MB): large.xlsx (12.3 MB).'],
  });
});

test('a refused login is final', async () => {
  expect(await send({ AUTH: reply('535 5.7.8 bad credentials') }, withLogin)).toMatchObject({
    state: 'permanent',
    reason: 'auth-failed',
  });
  expect(server?.commands.join()).not.toContain('MAIL');
});

test('a login that cannot be checked now is tried again', async () => {
  expect(await send({ AUTH: reply('454 4.7.0 try later') }, withLogin)).toMatchObject({
    state: 'retryable',
    reason: 'auth-unavailable',
  });
});

test('does not send without the login when the server offers none', async () => {
  const script: Script = { EHLO: reply('250 scripted'), AUTH: reply('503 5.5.1 not here') };
  expect(await send(script, withLogin)).toMatchObject({ state: 'permanent', reason: 'auth-not-offered' });
  expect(server?.messages).toEqual([]);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const quote = (line: string) =>
  reply(`535 5.7.8 no: ${line} ${LOGIN.password} ${encodeURIComponent(LOGIN.password)}`);

test.each([
  ['PLAIN', { AUTH: quote }],
  [
    'LOGIN',
    {
      EHLO: reply('250-scripted\r\n250 AUTH LOGIN'),
      AUTH: reply('334 VXNlcm5hbWU6'),
      other: (line) => (line === base64(LOGIN.user) ? reply('334 UGFzc3dvcmQ6') : quote(line)),
    },
  ],
] satisfies [string, Script][])(
  'repeats no password of AUTH %s, however the server quotes it',
  async (_method, script) => {
    const receipt = JSON.stringify(await send(script, withLogin));
    expect(receipt).toMatch(/auth-failed.*<secret> <secret> <secret>/);
    const { user, password } = LOGIN;
    const forms = [
      password,
      encodeURIComponent(password),
      base64(password),
      base64(`\0${user}\0${password}`),
    ];
    for (const form of forms) expect(receipt).not.toContain(form);
  },
);

test('strips control characters from what a server says', async () => {
  const receipt = await send(
    { RCPT: reply('550 5.1.1 \u001b[31mno\u0007 such user') },
    { password: new Secret('unused') },
  );
  expect(receipt).toHaveProperty('message', expect.not.stringMatching(/[^\x20-\x7e]/));
});
