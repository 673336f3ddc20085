import { expect, onTestFinished, test } from 'vitest';
import type { RunStory } from '../../../../src/ledger/ledger.js';
import { openDesk } from '../../../support/desk.js';
import { deadPort } from '../../../support/free-port.js';
import { type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { startMailServer } from '../../../support/smtp-server.js';
import { minutesOfWait } from '../../../support/waits.js';

const MINUTE = 60_000;

type Fate =
  /** Waits a minute, up to a quarter more, is tried again, and arrives. */
  | readonly ['again', reason: string]
  /** Ends there: nobody tries again. */
  | readonly ['final', reason: string]
  /** May have arrived: goes once more after a minute, and is flagged. */
  | readonly ['doubt', reason: string]
  /** Arrives at once. */
  | readonly ['arrives'];

/** What the server does with one reader's mail, what the ledger says of it, and how often the whole mail came to the server in the end. */
interface Case {
  readonly name: string;
  readonly script: Script;
  readonly fate: Fate;
  readonly whole: number;
}

const cases = (...rows: readonly [string, Script, Fate, number][]): readonly Case[] =>
  rows.map(([name, script, fate, whole]) => ({ name, script, fate, whole }));
const reply = (line: string) => ({ reply: line });

const ANSWERED = cases(
  ['421-greeting', { greeting: reply('421 4.3.2 later') }, ['again', 'server-busy'], 1],
  ['421-ehlo', { EHLO: reply('421 4.3.2 later') }, ['again', 'server-busy'], 1],
  ['454-login', { AUTH: reply('454 4.7.0 later') }, ['again', 'auth-unavailable'], 1],
  ['535-login', { AUTH: reply('535 5.7.8 no') }, ['final', 'auth-failed'], 0],
  ['421-mail', { MAIL: reply('421 4.3.2 later') }, ['again', 'server-busy'], 1],
  ['451-mail', { MAIL: reply('451 4.3.0 error') }, ['again', 'server-error'], 1],
  ['452-mail', { MAIL: reply('452 4.3.1 full') }, ['again', 'server-full'], 1],
  ['552-mail', { MAIL: reply('552 5.3.4 too big') }, ['final', 'too-large'], 0],
  ['550-mail', { MAIL: reply('550 5.7.1 not you') }, ['final', 'sender-rejected'], 0],
  ['421-rcpt', { RCPT: reply('421 4.3.2 later') }, ['again', 'server-busy'], 1],
  ['450-rcpt', { RCPT: reply('450 4.2.1 greylisted') }, ['again', 'mailbox-unavailable'], 1],
  ['451-rcpt', { RCPT: reply('451 4.3.0 error') }, ['again', 'server-error'], 1],
  ['452-rcpt', { RCPT: reply('452 4.2.2 over quota') }, ['again', 'mailbox-full'], 1],
  ['550-rcpt', { RCPT: reply('550 5.1.1 unknown') }, ['final', 'recipient-rejected'], 0],
  ['552-rcpt', { RCPT: reply('552 5.2.2 full') }, ['final', 'mailbox-full'], 0],
  ['421-data', { DATA: reply('421 4.3.2 later') }, ['again', 'server-busy'], 1],
  ['451-data', { DATA: reply('451 4.3.0 error') }, ['again', 'server-error'], 1],
  ['554-data', { DATA: reply('554 5.5.1 no') }, ['final', 'refused'], 0],
  ['421-dot', { dot: reply('421 4.3.2 later') }, ['again', 'server-busy'], 2],
  ['451-dot', { dot: reply('451 4.7.1 slow down') }, ['again', 'rate-limited'], 2],
  ['452-dot', { dot: reply('452 4.3.1 full') }, ['again', 'server-full'], 2],
  ['550-dot', { dot: reply('550 5.7.1 spam') }, ['final', 'refused'], 1],
  ['552-dot', { dot: reply('552 5.3.4 too big') }, ['final', 'too-large'], 1],
  ['drop-greeting', { greeting: { drop: true } }, ['again', 'connection-lost'], 1],
  ['drop-rcpt', { RCPT: { drop: true } }, ['again', 'connection-lost'], 1],
  ['drop-before-dot', { DATA: { drop: true } }, ['again', 'connection-lost'], 1],
  ['drop-after-dot', { dot: { drop: true } }, ['doubt', 'silent-after-data'], 2],
  ['late-250', { dot: { replyLate: '250 2.0.0 Ok', ms: 700 } }, ['arrives'], 1],
  ['good', {}, ['arrives'], 1],
);

const SILENT = cases(
  ['silent-greeting', { greeting: { silent: true } }, ['again', 'timeout-before-accept'], 1],
  ['silent-mail', { MAIL: { silent: true } }, ['again', 'timeout-before-accept'], 1],
  ['silent-data', { DATA: { silent: true } }, ['again', 'timeout-before-accept'], 1],
  ['silent-after-dot', { dot: { silent: true } }, ['doubt', 'silent-after-data'], 2],
  ['too-late-250', { dot: { replyLate: '250 2.0.0 Ok', ms: 3_000 } }, ['doubt', 'silent-after-data'], 2],
  ['good', {}, ['arrives'], 1],
);

const address = (name: string) => `${name}@example.com`;

/** A server that treats the n-th session by the n-th case, and whoever comes after those well. */
async function serverFor(table: readonly Case[]) {
  let session = 0;
  const server = await scriptedSmtp({
    greeting: (line) => {
      session += 1;
      return act('greeting', line);
    },
    ...Object.fromEntries(
      (['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'dot'] as const).map((point) => [
        point,
        (line: string) => act(point, line),
      ]),
    ),
  });
  const act = (point: keyof typeof GOOD, line: string) => {
    const scripted = table[session - 1]?.script[point] ?? GOOD[point];
    return typeof scripted === 'function' ? scripted(line) : scripted;
  };
  onTestFinished(() => server.stop());
  return server;
}

const GOOD = {
  greeting: reply('220 scripted ESMTP'),
  EHLO: reply('250-scripted\r\n250 AUTH PLAIN'),
  AUTH: reply('235 2.7.0 welcome'),
  MAIL: reply('250 2.1.0 ok'),
  RCPT: reply('250 2.1.5 ok'),
  DATA: reply('354 go on'),
  dot: reply('250 2.0.0 Ok: queued'),
};

/** How each delivery stands, with the wait after it in whole minutes. */
const standing = ({ deliveries }: RunStory) =>
  deliveries.map((delivery) => ({
    name: delivery.target.split('@')[0],
    state: delivery.state,
    reason: delivery.reason,
    minutes: minutesOfWait(delivery),
  }));

function firstStanding({ name, fate: [kind, reason] }: Case) {
  if (kind === 'again') return { name, state: 'pending', reason, minutes: 1 };
  if (kind === 'doubt') return { name, state: 'unknown', reason, minutes: 1 };
  if (kind === 'final') return { name, state: 'failed', reason, minutes: null };
  return { name, state: 'delivered', reason: 'first', minutes: null };
}

function lastStanding(row: Case) {
  const [kind] = row.fate;
  const delivered = { name: row.name, state: 'delivered', minutes: null };
  if (kind === 'again') return { ...delivered, reason: 'retry' };
  if (kind === 'doubt') return { ...delivered, reason: 'possible-duplicate' };
  return firstStanding(row);
}

test.each([
  ['answers', ANSWERED, '10s'],
  ['falls silent', SILENT, '1500ms'],
] as const)(
  'a server that %s: what the ledger says after the first try, and how often each mail came in the end',
  async (_name, table, timeout) => {
    const mail = await serverFor(table);
    const to = table.map(({ name }) => address(name)).join(', ');
    const desk = await openDesk({ mailPort: mail.port, deliver: [`email: { to: [${to}] }`] });
    const edit = (text: string) =>
      text.replace(
        ', timeout: 10s }\nslack',
        `, user: reports, password: pass, timeout: ${timeout} }\nslack`,
      );
    const first = await desk.run(edit);
    expect(standing(first.story)).toEqual(table.map(firstStanding));
    expect(first.story.run.state).toBe('retrying');
    expect(mail.sessions).toBe(table.length);

    desk.clock.forward(2 * MINUTE);
    const { story } = await desk.run(edit);
    expect(standing(story)).toEqual(table.map(lastStanding));
    const lost = table.some(({ fate: [kind] }) => kind === 'final');
    expect(story.run.state).toBe(lost ? 'partial' : 'completed');
    const whole = (name: string) =>
      mail.messages.filter((message) => message.includes(`\r\nTo: ${address(name)}\r\n`));
    expect(table.map(({ name }) => [name, whole(name).length])).toEqual(
      table.map(({ name, whole: count }) => [name, count]),
    );
    for (const { name } of table) expect(new Set(whole(name)).size).toBeLessThanOrEqual(1);
  },
);

test('a server that is not there is tried again, and the mail comes once when it is back', async () => {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const dead = await deadPort();
  const desk = await openDesk({ mailPort: dead, deliver: ['email: { to: [ada@example.com] }'] });
  const { story } = await desk.run();
  expect(standing(story)).toEqual([{ name: 'ada', state: 'pending', reason: 'unreachable', minutes: 1 }]);
  desk.clock.forward(2 * MINUTE);
  const back = await desk.run((text) => text.replace(`port: ${dead}`, `port: ${mail.port}`));
  expect(back.story.run.state).toBe('completed');
  expect(mail.messages).toHaveLength(1);
});

const offersStarttls = { reply: '250-scripted\r\n250 STARTTLS' };

test.each<[string, () => Promise<TlsServer>, 'smtp' | 'smtps', string, string]>([
  ['speaks no TLS from the first byte', () => scriptedSmtp({}), 'smtps', 'failed', 'tls-failed'],
  [
    'shows a certificate that nobody vouches for',
    () => startMailServer({ secure: true }),
    'smtps',
    'failed',
    'tls-failed',
  ],
  [
    'drops the connection at STARTTLS',
    () => scriptedSmtp({ EHLO: offersStarttls, STARTTLS: { drop: true } }),
    'smtp',
    'pending',
    'connection-lost',
  ],
])('a server that %s gets nothing', async (_name, start, scheme, state, reason) => {
  const mail = await start();
  onTestFinished(() => mail.stop());
  const desk = await openDesk({ deliver: ['email: { to: [ada@example.com] }'] });
  const line = `email: { url: "${scheme}://127.0.0.1:${mail.port}", from: reports@example.com, timeout: 10s }`;
  const { story } = await desk.run((text) => text.replace(/^email: .*$/m, line));
  expect(story.deliveries).toMatchObject([{ state, reason }]);
  expect(mail.mails ?? mail.messages).toEqual([]);
});

interface TlsServer {
  readonly port: number;
  readonly mails?: readonly unknown[];
  readonly messages?: readonly unknown[];
  stop(): Promise<void>;
}
