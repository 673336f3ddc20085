import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { type CliResult, runHere } from '../../../support/cli.js';
import { type Desk, openDesk, SLOT } from '../../../support/desk.js';
import { CHANNEL, type SlackFaults, startSlack } from '../../../support/slack-server.js';
import { type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const MINUTE = 60_000;
const AT = ['--at', new Date(SLOT).toISOString()];

interface Room {
  readonly desk: Desk;
  readonly mails: readonly string[];
  readonly posts: readonly unknown[];
  /** Runs the program on the desk's configuration. */
  botdigest(...args: readonly string[]): Promise<CliResult>;
  /** Changes the configuration from now on. */
  configure(edit: (text: string) => string): Promise<void>;
  damage(statement: string): void;
}

interface RoomOptions {
  readonly script?: Script;
  readonly slack?: SlackFaults;
  readonly deliver: readonly string[];
  readonly lines?: readonly string[];
}

async function openRoom({
  script = {},
  slack: faults = {},
  deliver,
  lines = [],
}: RoomOptions): Promise<Room> {
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN, faults });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({ mailPort: mail.port, slackUrl: slack.apiUrl, deliver, lines });
  await desk.app();
  return {
    desk,
    mails: mail.messages,
    posts: slack.posts,
    botdigest: (...args) => runHere(args, { cwd: desk.folder }),
    configure: async (edit) => void (await desk.app(edit)),
    damage(statement) {
      const store = new Libsql(desk.store.path);
      store.exec(statement);
      store.close();
    },
  };
}

const printed = ({ stdout, stderr }: CliResult) => `${stdout}\n${stderr}`;

/** Every command that a text tells people to run, with the blanks filled in. */
function commandsIn(text: string): readonly (readonly string[])[] {
  const filled = text
    .replaceAll('delivered|failed|resend', 'resend')
    .replaceAll('--to ADDRESS', '--to bob@example.com')
    .replaceAll('--slack CHANNEL', '--slack C0999999999');
  return [
    ...filled.matchAll(
      /botdigest ((?:resend|resolve|send|preview|explain) [^;:,\n]*?(?::\d\d[^;:,\n]*?)*)(?=[;:,\n]|\.(?:\s|$)|\.$| (?:sends|does|tries|goes|makes|works|names|shows|asks)\b)/g,
    ),
  ].map(([, command = '']) => command.trim().split(/\s+/));
}

const ADA = ['email: { to: [ada@example.com] }'];
const HOLD = ['email: { to: [ada@example.com], onUnknown: hold }'];

/** Keeps a message and drops the connection the first so many times. */
const dropping = (times: number): Script => {
  let left = times;
  return { dot: () => (left-- > 0 ? { drop: true } : { reply: '250 2.0.0 Ok: queued' }) };
};

/** Refuses once, then takes everything. */
const refusingOnce = (reply: string): Script => {
  let left = 1;
  return { RCPT: () => ({ reply: left-- > 0 ? reply : '250 ok' }) };
};

interface Situation {
  readonly room: RoomOptions;
  /** Brings it about, and answers with what was printed last. */
  bring(room: Room): Promise<CliResult>;
  /** What the first advice is. */
  readonly advice: RegExp;
  /** What a person does before following it. */
  mend?(room: Room): Promise<void>;
  /** How the run ends; delivered when left out. */
  readonly end?: 'skipped';
}

const run = (room: Room) => room.botdigest('run', 'daily', ...AT);

const SITUATIONS: Record<string, Situation> = {
  'a mail in doubt, to be sent again': {
    room: { script: dropping(1), deliver: ADA },
    bring: run,
    advice: /No service runs.*botdigest resend [0-9a-f]{16} does\./,
  },
  'a mail in doubt, to be held': {
    room: { script: dropping(1), deliver: HOLD },
    bring: run,
    advice: /botdigest resolve [0-9a-f]{16}\.1 --as/,
  },
  'a mail in doubt twice': {
    room: { script: dropping(2), deliver: ADA },
    async bring(room) {
      await run(room);
      return room.botdigest('resend', 'last');
    },
    advice: /botdigest resolve [0-9a-f]{16}\.1 --as/,
  },
  'a post that Slack took without saying so': {
    room: {
      slack: { 'chat.postMessage': [{ doneThen: 'cut' }] },
      deliver: [`slack: { channel: ${CHANNEL} }`],
    },
    bring: run,
    advice: /botdigest resend [0-9a-f]{16} does\./,
  },
  'a reader refused for good': {
    room: { script: refusingOnce('550 5.1.1 no such user'), deliver: ADA },
    bring: run,
    advice: /botdigest resend [0-9a-f]{16} sends what is missing, once the cause is fixed/,
  },
  'a reader refused for now, without a service': {
    room: { script: refusingOnce('451 4.3.0 try later'), deliver: ADA },
    bring: run,
    advice: /No service runs, so nothing is tried again by itself: botdigest resend/,
  },
  'an address that another took the place of': {
    room: { script: refusingOnce('550 5.1.1 no such user'), deliver: ['email: { to: [bbo@example.com] }'] },
    async bring(room) {
      const first = await run(room);
      await room.configure((text) => text.replace('bbo@', 'bob@'));
      return first;
    },
    advice: /botdigest resend [0-9a-f]{16} sends/,
  },
  'an address that is gone': {
    room: {
      script: refusingOnce('550 5.1.1 no such user'),
      deliver: ['email: { to: [ada@example.com] }', 'folder: { path: ./exports }'],
    },
    async bring(room) {
      await run(room);
      await room.configure((text) => text.replace('      - email: { to: [ada@example.com] }\n', ''));
      return room.botdigest('resend', 'last');
    },
    advice: /The configuration no longer sends this digest there\. botdigest send [0-9a-f]{16} --to ADDRESS/,
    mend: (room) => room.configure((text) => text),
  },
  'a digest that is gone': {
    room: { script: refusingOnce('550 5.1.1 no such user'), deliver: ADA },
    async bring(room) {
      await run(room);
      await room.configure((text) => text.replace('  daily:', '  other:'));
      return room.botdigest('resend', 'last');
    },
    advice: /no digest "daily" any more\. Put it back, then: botdigest resend/,
    mend: (room) => room.configure((text) => text),
  },
  'figures that could not be had': {
    room: { deliver: ADA },
    async bring(room) {
      room.desk.api.setFaults([{ fault: { kind: 'status', status: 404 } }]);
      return run(room);
    },
    advice: /Nothing could be fetched.* botdigest resend [0-9a-f]{16} tries again/s,
    mend: async ({ desk }) => desk.api.setFaults([]),
  },
  'files that are not there any more': {
    room: { script: refusingOnce('550 5.1.1 no such user'), deliver: ADA },
    async bring(room) {
      const first = await run(room);
      room.damage('delete from contents');
      return first;
    },
    advice: /botdigest resend/,
  },
  'files that are damaged': {
    room: { script: refusingOnce('451 4.3.0 try later'), deliver: ADA },
    async bring(room) {
      const { story } = await room.desk.run();
      room.damage("update contents set gzip = x'00010203'");
      room.desk.clock.forward(2 * MINUTE);
      await room.desk.run();
      return room.botdigest('explain', story.run.id);
    },
    advice: /is damaged, so nothing was sent\. botdigest resend [0-9a-f]{16} makes it again/,
  },
  'a run whose process died': {
    room: { deliver: ADA },
    async bring(room) {
      const first = await run(room);
      room.damage(
        "update runs set state = 'running', lease_owner = 'dead', lease_until = 1, finished_at = null; update deliveries set state = 'sending'",
      );
      expect(first.code).toBe(0);
      return room.botdigest('explain', 'last');
    },
    advice: /The process that worked on it has ended: botdigest resend [0-9a-f]{16} goes on with it/,
  },
  'a run that killed its process three times': {
    room: { script: refusingOnce('451 4.3.0 try later'), deliver: ADA },
    async bring(room) {
      await run(room);
      room.damage("update runs set state = 'running', lease_owner = 'dead', lease_until = 1, crashes = 2");
      await (await room.desk.ledger()).runs.claim({ owner: 'next', until: Date.now() + MINUTE }, Date.now());
      return room.botdigest('explain', 'last');
    },
    advice: /died 3 times\. It is not tried again; botdigest resend [0-9a-f]{16} does/,
  },
  'a slot that was left out': {
    room: { deliver: ADA },
    async bring(room) {
      const ledger = await room.desk.ledger();
      const slot = {
        scheduledFor: SLOT,
        trigger: 'catch-up',
        state: 'skipped',
        reason: 'too-late',
        deadline: null,
      } as const;
      const to = { digest: 'daily', schedule: 'x', at: SLOT };
      await ledger.slots.advance({ from: null, to, due: [slot] }, Date.now());
      return room.botdigest('explain', 'daily');
    },
    advice: /It was left out: too-late\. botdigest resend [0-9a-f]{16} makes and sends it all the same/,
  },
  'a run that waits for its turn, without a service': {
    room: { deliver: ADA },
    async bring(room) {
      const ledger = await room.desk.ledger();
      const slot = { digest: 'daily', scheduledFor: SLOT, trigger: 'manual', deadline: null } as const;
      await ledger.slots.request(slot, null, Date.now());
      return room.botdigest('explain', 'daily');
    },
    advice: /It waits, and no service runs that would work on it: botdigest resend/,
  },
  'a message that arrived by a person’s word, with files to go under it': {
    room: {
      slack: {
        'chat.postMessage': [{ doneThen: 'cut' }],
        'conversations.history': [{ error: 'missing_scope' }],
      },
      deliver: [`slack: { channel: ${CHANNEL} }`],
    },
    async bring(room) {
      await run(room);
      const held = await room.botdigest('resend', 'last');
      expect(held.stdout).toMatch(/botdigest resolve [0-9a-f]{16}\.1/);
      return room.botdigest('resolve', 'last.1', '--as', 'delivered');
    },
    advice: /botdigest resend [0-9a-f]{16}/,
  },
};

test.each(Object.entries(SITUATIONS))(
  '%s: the advice leads on',
  async (_name, { room: options, bring, advice, mend }) => {
    const room = await openRoom(options);
    let last = await bring(room);
    expect(printed(last)).toMatch(advice);
    await mend?.(room);
    for (let step = 0; step < 3; step += 1) {
      const [command] = commandsIn(printed(last));
      if (!command) break;
      last = await room.botdigest(...command);
      if (last.code === 0) break;
    }
    expect([last.code, printed(last)]).toEqual([0, expect.any(String)]);
    const sent = room.mails.length + room.posts.length;
    expect(sent).toBeGreaterThanOrEqual(1);
  },
);

test('with a service on the store, it is the one that tries again', async () => {
  const room = await openRoom({ script: refusingOnce('451 4.3.0 try later'), deliver: ADA });
  const ledger = await room.desk.ledger();
  await ledger.leases.take('service other', { owner: 'other', until: Date.now() + 60 * MINUTE }, Date.now());
  const { stdout, code } = await run(room);
  expect(code).toBe(1);
  expect(stdout).toMatch(/The service tries again from \S+ on; botdigest resend [0-9a-f]{16} does at once\./);
  expect(stdout).not.toContain('No service');
});

test('nothing is left of what was completed: resend says so, and what sends it once more does', async () => {
  const room = await openRoom({ deliver: ADA });
  expect((await run(room)).code).toBe(0);
  const nothing = await room.botdigest('resend', 'daily');
  expect([nothing.code, nothing.stdout]).toEqual([0, expect.stringContaining('Nothing left to send')]);
  expect(room.mails).toHaveLength(1);
  const again = await room.botdigest('resend', 'daily', '--again');
  expect(again.code).toBe(0);
  expect(room.mails).toHaveLength(2);
});

test('a store without runs has none to go on with, and the way to find one is named', async () => {
  const room = await openRoom({ deliver: ADA });
  const { code, stderr } = await room.botdigest('resend', 'last');
  expect([code, stderr]).toEqual([2, expect.stringContaining('botdigest runs')]);
});
