import { expect, onTestFinished, test } from 'vitest';
import { runHere } from '../../../support/cli.js';
import { openDesk } from '../../../support/desk.js';
import { startHooks } from '../../../support/hook-server.js';
import { type Script, scriptedSmtp } from '../../../support/smtp-script.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function room({
  script = {},
  lines = [] as string[],
  onUnknown = 'resend',
}: {
  script?: Script;
  lines?: string[];
  onUnknown?: string;
} = {}) {
  const mail = await scriptedSmtp(script);
  onTestFinished(() => mail.stop());
  const deliver = [`email: { to: [ada@example.com, grace@example.com], onUnknown: ${onUnknown} }`];
  const desk = await openDesk({ mailPort: mail.port, deliver, lines });
  await desk.app();
  return {
    desk,
    mails: mail.messages,
    run: (at: string, ...args: readonly string[]) =>
      runHere(['run', 'daily', '--at', at, ...args], { cwd: desk.folder }),
    botdigest: (...args: readonly string[]) => runHere(args, { cwd: desk.folder }),
  };
}

test.each([
  ['the same instant', '2025-11-24T08:00'],
  ['an hour later', '2025-11-24T09:00'],
  ['the evening', '2025-11-24T22:30'],
  ['the day itself', '2025-11-24'],
])('%s of the same window is refused, saying to whom and when', async (_name, second) => {
  const { run, mails, botdigest } = await room();
  expect((await run('2025-11-24T08:00')).code).toBe(0);
  const { code, stderr, stdout } = await run(second);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /error: daily for 2025-11-23 went out already: to ada@example\.com, grace@example\.com on \d{4}-\d{2}-\d{2} at \d{2}:\d{2} \(Europe\/Warsaw\), run [0-9a-f]{16}\./,
  );
  expect(stderr).toContain('--again');
  expect(mails).toHaveLength(2);
  expect((await run(second, '--again')).code).toBe(0);
  expect(mails).toHaveLength(4);
  const send = /botdigest (send [0-9a-f]{16}) --to ADDRESS/.exec(stderr)?.[1] ?? '';
  expect((await botdigest(...send.split(' '), '--to', 'alan@example.com')).code).toBe(0);
  expect(mails).toHaveLength(5);
});

test('another day is another window, and so are other days of the same digest', async () => {
  const { run, desk, mails } = await room();
  expect((await run('2025-11-24T08:00')).code).toBe(0);
  expect((await run('2025-11-25T08:00')).code).toBe(0);
  await desk.app((text) => text.replace('period: yesterday', 'period: last7days'));
  expect((await run('2025-11-24T09:00')).code).toBe(0);
  expect(mails).toHaveLength(6);
  // What went out keeps the days that it had, whatever the period is now.
  await desk.app((text) => text.replace('period: yesterday', 'period: { from: 2025-11-23, to: 2025-11-23 }'));
  expect((await run('2025-11-26T09:00')).code).toBe(2);
});

test('a window that runs on is another one an hour later', async () => {
  const { run, desk } = await room();
  await desk.app((text) => text.replace('period: yesterday', 'period: today'));
  expect((await run('2025-11-24T08:00')).code).toBe(0);
  expect((await run('2025-11-24T08:20')).code).toBe(2);
  expect((await run('2025-11-24T09:00')).code).toBe(0);
});

test('a run in part names resend, one in doubt resolve, and one of which nothing went out may be repeated', async () => {
  let mode: 'part' | 'doubt' | 'refuse' | 'good' = 'part';
  const { run, mails, botdigest } = await room({
    onUnknown: 'hold',
    script: {
      RCPT: (line) => ({
        reply:
          mode === 'refuse' || (mode === 'part' && line.includes('grace')) ? '550 5.1.1 unknown' : '250 ok',
      }),
      dot: () => (mode === 'doubt' ? { drop: true } : { reply: '250 2.0.0 Ok: queued' }),
    },
  });
  expect((await run('2025-11-24T08:00')).code).toBe(1);
  const part = await run('2025-11-24T09:00');
  expect([part.code, part.stderr]).toEqual([
    2,
    expect.stringMatching(
      /went out already in part: to ada@example\.com on .*botdigest resend [0-9a-f]{16} sends what is missing/,
    ),
  ]);
  mode = 'doubt';
  expect((await run('2025-11-25T08:00')).code).toBe(1);
  const doubt = await run('2025-11-25T09:00');
  expect([doubt.code, doubt.stderr]).toEqual([
    2,
    expect.stringMatching(
      /it is unknown whether ada@example\.com, grace@example\.com got it .*botdigest resolve [0-9a-f]{16}\.1 --as/,
    ),
  ]);
  mode = 'refuse';
  expect((await run('2025-11-26T08:00')).code).toBe(1);
  mode = 'good';
  const before = mails.length;
  // Nobody has it: the same instant is tried again, and another one may be.
  expect((await run('2025-11-26T08:00')).code).toBe(0);
  expect(mails.length - before).toBe(2);
  expect((await botdigest('runs', '--json')).stdout).toContain('"trigger": "resend"');
});

test('a run that waits or is under way is not made a second time', async () => {
  const { run, desk } = await room({ script: { RCPT: { reply: '451 4.3.0 later' } } });
  expect((await run('2025-11-24T08:00')).code).toBe(1);
  const waits = await run('2025-11-24T09:00');
  expect([waits.code, waits.stderr]).toEqual([
    2,
    expect.stringMatching(/is not out yet: run [0-9a-f]{16} is retrying, .* botdigest resend [0-9a-f]{16}/),
  ]);
  const ledger = await desk.ledger();
  const [{ run: waiting } = { run: null }] = await ledger.history.runs({ limit: 1 });
  await ledger.runs.claim(
    { owner: 'somebody', until: Date.now() + HOUR },
    Date.now() + HOUR / 2,
    waiting?.id,
  );
  const busy = await run('2025-11-24T09:00');
  expect([busy.code, busy.stderr]).toEqual([
    2,
    expect.stringMatching(/is being made: somebody works on run/),
  ]);
});

test('what a service sent at its slot is not sent again by hand', async () => {
  const { run, desk, mails } = await room({ lines: ['schedule: "0 8 * * *"'] });
  const ledger = await desk.ledger();
  const at = Date.parse('2025-11-24T07:00:00Z');
  await ledger.slots.request(
    { digest: 'daily', scheduledFor: at, trigger: 'cron', deadline: null },
    null,
    Date.now(),
  );
  await desk.run();
  expect(mails).toHaveLength(2);
  expect((await run('2025-11-24T10:00')).code).toBe(2);
  expect((await run('2025-11-24')).code).toBe(2);
});

test('without a service, what is left is said and told at once', async () => {
  const hooks = await startHooks();
  const { desk, run, botdigest } = await room({ script: { RCPT: { reply: '451 4.3.0 later' } } });
  await desk.app((text) =>
    text.replace('server: off', `server: off\nnotify: [{ webhook: { url: ${hooks.url}/x } }]`),
  );
  const { code, stdout } = await run('2025-11-24T08:00');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /No service runs, so nothing is tried again by itself: botdigest resend [0-9a-f]{16} does\./,
  );
  expect(stdout).not.toContain('botdigest start');
  const [told, ...more] = hooks.calls.map(({ body }) => JSON.parse(body));
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    health: 'failing',
    run: { state: 'retrying' },
    lost: [{ target: 'ada@example.com', state: 'pending' }, { target: 'grace@example.com' }],
  });
  expect(told.text).toMatch(/botdigest resend [0-9a-f]{16}/);
  // Once a streak.
  await botdigest('resend', 'last');
  expect(hooks.calls).toHaveLength(1);
});

test('with a service, it is the service’s to tell', async () => {
  const hooks = await startHooks();
  const { desk, run } = await room({ script: { RCPT: { reply: '451 4.3.0 later' } } });
  await desk.app((text) =>
    text.replace('server: off', `server: off\nnotify: [{ webhook: { url: ${hooks.url}/x } }]`),
  );
  const ledger = await desk.ledger();
  await ledger.leases.take('service other', { owner: 'other', until: Date.now() + HOUR }, Date.now());
  const { stdout } = await run('2025-11-24T08:00');
  expect(stdout).toContain('The service tries again from');
  expect(hooks.calls).toEqual([]);
});

test('one line when all went well, none with --quiet, everything when not; explain names deliveries and says a sentence once', async () => {
  let good = true;
  const { run, botdigest } = await room({
    script: {
      MAIL: () => ({ reply: good ? '250 ok' : '550 5.7.1 This server does not take mail from there at all' }),
    },
  });
  const loud = await run('2025-11-24T08:00');
  expect(loud.stdout).toMatch(
    /^daily: delivered to email ada@example\.com, email grace@example\.com \(run [0-9a-f]{16}\)\.\n$/,
  );
  const quiet = await run('2025-11-25T08:00', '--quiet');
  expect([quiet.code, quiet.stdout, quiet.stderr]).toEqual([0, '', '']);
  good = false;
  const bad = await run('2025-11-26T08:00', '--quiet');
  expect(bad.code).toBe(1);
  expect(bad.stdout).toContain('Not everything was delivered.');
  const { stdout } = await botdigest('explain', 'last');
  expect(stdout).toMatch(/[0-9a-f]{16}\.1 +email +ada@example\.com/);
  expect(stdout.match(/does not take mail from there at all/g)).toHaveLength(1);
  expect(stdout).toContain('email ada@example.com (message), email grace@example.com (message): failed.');
  expect(stdout).toContain('asked to send to each of them');
});
