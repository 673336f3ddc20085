import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { check } from '../../../../prove/checker/check.mjs';

const SLOT = '2026-11-04T07:00:00.000Z';
const AT = Date.parse(SLOT);
const CHANNEL = 'C0123456789';

const deliver = [
  { email: { to: ['ada@example.com', 'grace@example.com'] } },
  { slack: { channel: CHANNEL } },
  { webhook: { url: 'http://127.0.0.1:1/one' } },
  { teams: { url: 'http://127.0.0.1:1/chat' } },
  { s3: {} },
];
const digest = { title: 'Support, yesterday', schedule: '0 8 * * *', catchUp: 'all', deliver };
const config = {
  timezone: 'Europe/Warsaw',
  digests: { daily: digest },
  alerts: {
    outage: { title: 'Silent', check: '0 8 * * *', deliver: [{ email: { to: ['ada@example.com'] } }] },
  },
};

type Entry = Readonly<Record<string, unknown>>;
const accepted = (entry: Entry) => ({ at: 10, event: 'accepted', hash: 'h', silenced: false, ...entry });
const mail = (reader: string, more: Entry = {}) =>
  accepted({ reader, id: `<${reader}>`, list: 'daily', date: SLOT, ...more });
const post = (more: Entry = {}) =>
  accepted({
    reader: CHANNEL,
    id: 'k1',
    ts: '1.1',
    under: null,
    text: 'Support, yesterday, 3 Nov: A usual day',
    ...more,
  });
const file = accepted({ part: 'file', reader: CHANNEL, under: '1.1', name: 'daily.csv' });
const about = { type: 'botdigest.digest', timestamp: SLOT, digest: 'daily', alert: null, word: null };
const hook = accepted({ reader: '/one', id: 'msg_1', about });
const card = accepted({ reader: '/chat', text: 'Support, yesterday\n3 November 2026 · Bot' });
const stored = accepted({ reader: 'bucket', id: 'i', key: 'daily/2026-11-04T0700Z/index.json' });
const told = accepted({ reader: 'ada@example.com', id: '<a>', list: 'alert-outage', under: null });

const delivery = (kind: string, target: string, more: Entry = {}) => ({
  ...{ kind, target, part: 'message', slice: '', state: 'delivered', reason: 'first' },
  ...more,
});
const run = (deliveries: readonly object[], more: Entry = {}) => ({
  ...{ digest: 'daily', scheduledFor: SLOT, state: 'completed', reason: 'delivered', deliveries },
  ...more,
});

/** A slot and the begin of an episode that came to everybody once; `change` replaces parts of it. */
function evidence(change: Readonly<Record<string, unknown>> = {}) {
  const { clock = [], runs = [], slots, ...histories } = change;
  const looks = [AT - 120_000, AT + 20_000].map((program, index) => ({
    at: index,
    event: 'looked',
    program,
  }));
  return {
    config: slots === undefined ? config : { ...config, digests: { daily: digest, weekly: slots } },
    histories: {
      email: [mail('ada@example.com'), mail('grace@example.com'), told],
      slack: [post(), file],
      webhook: [hook],
      teams: [card],
      s3: [stored],
      api: [{ event: 'silent', story: 's', from: '2026-11-03', to: '2026-11-30' }],
      ...histories,
    },
    clock: [...looks, ...(clock as object[])],
    runs,
  } as unknown as Parameters<typeof check>[0];
}

const KILLED = { clock: [{ at: 11, event: 'killed' }] };
const DOUBLE = [
  mail('ada@example.com', { at: 10 }),
  mail('ada@example.com', { at: 20 }),
  mail('grace@example.com', { at: 21 }),
  told,
];
const SILENCED = [
  mail('ada@example.com', { silenced: true }),
  mail('ada@example.com', { at: 20 }),
  mail('grace@example.com'),
  told,
];
const FLAGGED = { runs: [run([delivery('email', 'ada@example.com', { reason: 'possible-duplicate' })])] };
const HELD = {
  runs: [
    run([delivery('teams', 'host#1', { state: 'held', reason: 'crashed-while-sending' })], {
      state: 'partial',
      reason: 'held',
    }),
  ],
};

test.each([
  ['everything once', {}],
  ['a mail twice and flagged, since its server was told to fall silent', { email: SILENCED, ...FLAGGED }],
  [
    'a mail twice and flagged, since the program was killed right after the first',
    { email: DOUBLE, ...FLAGGED, ...KILLED },
  ],
  ['a card that did not come and is held, after a kill', { teams: [], ...HELD, ...KILLED }],
  [
    'a card that did not come and is held, since its witness closed the connection',
    { teams: [{ at: 9, event: 'dropped' }], ...HELD },
  ],
  ['a card that came and is held, after a kill', { ...HELD, ...KILLED }],
])('is whole: %s', (_what, change) => {
  expect(check(evidence(change)).violations).toEqual([]);
});

test.each([
  [
    'a reader who got nothing',
    { email: [mail('ada@example.com'), told] },
    /grace@example.com: .*lost, 0 of 1/,
  ],
  ['no mail at all', { email: [] }, /lost/],
  [
    'an episode that nobody was told of',
    { email: [mail('ada@example.com'), mail('grace@example.com')] },
    /outage firing: lost/,
  ],
  ['a mail twice without a cause', { email: DOUBLE, ...FLAGGED }, /nobody fell silent/],
  [
    'a mail twice, killed only after the next reader had his',
    {
      email: [
        mail('ada@example.com'),
        mail('grace@example.com', { at: 11 }),
        mail('ada@example.com', { at: 20 }),
        told,
      ],
      clock: [{ at: 12, event: 'killed' }],
      ...FLAGGED,
    },
    /nobody fell silent/,
  ],
  [
    'a mail twice, not flagged',
    { email: SILENCED, runs: [run([delivery('email', 'ada@example.com')])] },
    /not flagged/,
  ],
  [
    'a mail three times',
    { email: [...SILENCED, mail('ada@example.com', { at: 30 })], ...FLAGGED },
    /came 3 times/,
  ],
  [
    'a second mail under another Message-ID',
    {
      email: [
        ...SILENCED.slice(0, 1),
        mail('ada@example.com', { id: '<other>' }),
        mail('grace@example.com'),
        told,
      ],
      ...FLAGGED,
    },
    /ids of their own/,
  ],
  [
    'a second mail with other contents',
    {
      email: [
        ...SILENCED.slice(0, 1),
        mail('ada@example.com', { hash: 'x' }),
        mail('grace@example.com'),
        told,
      ],
      ...FLAGGED,
    },
    /other contents/,
  ],
  [
    'a Slack message twice',
    { slack: [post({ silenced: true }), post(), file] },
    /which its channel never does/,
  ],
  ['a file twice in a thread', { slack: [post(), file, file] }, /file daily.csv under 1.1, 2 times/],
  ['a post without its file', { slack: [post()] }, /have no file/],
  ['a card twice', { teams: [card, { ...card, at: 11 }] }, /2 messages instead of 1/],
  ['a card that is held without a cause', { teams: [], ...HELD }, /held without a cause/],
  [
    'a mail about another slot',
    { email: [mail('ada@example.com', { date: '2026-11-04T06:00:00Z' }), mail('grace@example.com'), told] },
    /were not due/,
  ],
  [
    'a card about another day',
    { teams: [accepted({ reader: '/chat', text: 'Support, yesterday\n4 November 2026' })] },
    /were not due/,
  ],
  ['an object stored again', { s3: [stored, { ...stored, at: 11 }] }, /which its channel never does/],
  [
    'a digest of the same title that did not come',
    { slots: { ...digest, deliver: [{ slack: { channel: CHANNEL } }] } },
    /lost, 1 of 2 came/,
  ],
  [
    'a run that failed',
    { runs: [run([], { state: 'failed', reason: 'undelivered' })] },
    /is failed, undelivered/,
  ],
])('is not whole: %s', (_what, change, said) => {
  expect(check(evidence(change)).violations.join('\n')).toMatch(said);
});

test('counts doubles and what is held', () => {
  expect(check(evidence({ email: SILENCED, ...FLAGGED }))).toMatchObject({
    doubles: 1,
    held: 0,
    expected: 7,
    messages: 8,
  });
  expect(check(evidence({ ...HELD, ...KILLED }))).toMatchObject({ doubles: 0, held: 1 });
});

test('does not judge what it does not know', () => {
  expect(() => check(evidence({ slots: { ...digest, catchUp: 'latest' } }))).toThrow(/catchUp: all alone/);
  expect(() => check(evidence({ slots: { ...digest, deliver: [{ pager: {} }] } }))).toThrow(
    /does not know the channel/,
  );
});

test('is short enough to be read: three hundred lines', () => {
  const folder = fileURLToPath(new URL('../../../../prove/checker', import.meta.url));
  const lines = readdirSync(folder).map(
    (name) => readFileSync(join(folder, name), 'utf8').split('\n').length - 1,
  );
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(300);
});
