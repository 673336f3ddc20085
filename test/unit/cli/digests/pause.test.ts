import { readdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere } from '../../../support/cli.js';
import { emptyFolder } from '../../../support/folder.js';

const ME = userInfo().username;

/** Commands on a store of their own; slots are in 2098, so that the present is before them. */
function desk() {
  const cwd = emptyFolder();
  const weekly = 'schedule: "0 8 * * MON", from: 2098-12-01, until: 2099-01-31';
  writeFileSync(
    join(cwd, 'config.yaml'),
    `chatbot: { token: x }
timezone: Europe/Warsaw
server: off
store: sqlite:./data/botdigest.db
bots: { a: { storyId: s } }
digests:
  weekly: { bots: [a], ${weekly} }
  conf: { bots: [a], ${weekly}, pause: true }
  later: { bots: [a], ${weekly}, pause: 2098-12-24..2099-01-03 }
  over: { bots: [a], ${weekly}, pause: 2020-12-24..2021-01-03 }
  ended: { bots: [a], on: 2020-12-31T17:00 }
  demand: { bots: [a] }
alerts:
  outage: { when: { silence: conversations } }
`,
  );
  const run = async (line: string) => {
    const { code, stdout, stderr } = await runHere(line.split(' '), { cwd });
    return { code, text: stdout + stderr };
  };
  return {
    cwd,
    run,
    async said(line: string) {
      const { code, text } = await run(line);
      expect(code, text).toBe(0);
      return text.trimEnd();
    },
    async json(line: string) {
      const { code, text } = await run(`${line} --json`);
      expect(code, text).toBe(0);
      return JSON.parse(text);
    },
  };
}

const MONDAYS = ['2098-12-01', '2098-12-08', '2098-12-15', '2098-12-22', '2098-12-29', '2099-01-05'];

test('next makes no store, and says of each slot why it is left out, until when and by whom', async () => {
  const { cwd, said, json } = desk();
  const first = (await json('next weekly -n 6')) as { local: string; scheduledFor: string }[];
  expect(first.map(({ scheduledFor }) => scheduledFor.slice(0, 10))).toEqual(MONDAYS);
  expect(readdirSync(cwd)).toEqual(['config.yaml']);
  expect(await said('pause weekly --until 2098-12-15')).toBe(
    'weekly is paused until 2098-12-15. It is next due on Monday, 22 December 2098 at 08:00 (Europe/Warsaw).',
  );
  await said('skip weekly 2098-12-29');
  const reasons = (await said('next weekly -n 6')).split('\n').slice(1);
  const paused = `paused by ${ME} until 2098-12-15: skipped`;
  expect(reasons.map((line) => line.split('.000Z')[1]?.trim())).toEqual([
    paused,
    paused,
    paused,
    '',
    `skipped by ${ME}`,
    '',
  ]);
  const rows = (await json('next weekly -n 5')) as { paused: boolean; leftOut: object | null }[];
  const left = { reason: 'paused', by: ME, until: '2098-12-15' };
  expect(rows.map((row) => [row.paused, row.leftOut])).toEqual([
    [true, left],
    [true, left],
    [true, left],
    [false, null],
    [false, { reason: 'skipped-by-hand', by: ME, until: null }],
  ]);
  expect(await json('next conf -n 1')).toMatchObject([
    { paused: true, leftOut: { reason: 'paused', by: null, until: null } },
  ]);
});

test('pause and resume say what they change, and what comes next', async () => {
  const { said, json } = desk();
  expect(await json('pause weekly --until 2098-12-15')).toMatchObject({
    ...{ digest: 'weekly', until: '2098-12-15', by: ME, before: null, underWay: [] },
    next: '2098-12-22T07:00:00.000Z',
  });
  expect(await said('pause weekly')).toBe(
    `weekly is paused until it is resumed. It was paused until 2098-12-15 before, by ${ME}. botdigest resume weekly ends that.`,
  );
  expect(await said('runs')).toBe(
    `There are no runs yet.\nweekly is paused, by ${ME}.\nconf is paused, by the configuration.`,
  );
  expect(await said('resume weekly')).toBe(
    'weekly is resumed. It is next due on Monday, 1 December 2098 at 08:00 (Europe/Warsaw).',
  );
  expect(await json('resume weekly')).toEqual({
    ...{ digest: 'weekly', was: false, pause: null, configured: null, next: '2098-12-01T07:00:00.000Z' },
  });
  expect(await said('resume over')).toContain('over is not paused. It is next due');
});

test('resume of a pause that is in the configuration says where that is', async () => {
  const { run, said, json } = desk();
  expect(await run('resume conf')).toEqual({
    code: 2,
    text: 'error: conf is paused by its configuration: digests.conf.pause in config.yaml is true. Take it out there; resume ends what botdigest pause began.\n',
  });
  await said('pause conf');
  expect(await said('resume conf')).toBe(
    'The pause of conf by hand is over. Another one stays: digests.conf.pause in config.yaml is true. No slot is to come.',
  );
  expect(await json('resume later')).toMatchObject({
    ...{ was: false, configured: 'digests.later.pause in config.yaml is 2098-12-24..2099-01-03.' },
    next: '2098-12-01T07:00:00.000Z',
  });
});

test('skip takes the next slot, a day, a local time or an instant, and takes it back', async () => {
  const { said, json } = desk();
  const slotOf = async (line: string) => (await json(line)).slot;
  expect(await said('skip weekly')).toBe(
    'The slot of weekly on Monday, 1 December 2098 at 08:00 (Europe/Warsaw) is skipped. It is next due on Monday, 8 December 2098 at 08:00 (Europe/Warsaw).',
  );
  expect(await said('skip weekly')).toMatch(
    /^The slot of weekly on Monday, 1 December 2098 at 08:00 \(Europe\/Warsaw\) is skipped already, by \S+ at 20/,
  );
  expect(await json('skip weekly')).toMatchObject({ skipped: true, before: true, by: ME });
  expect(await slotOf('skip weekly 2098-12-08')).toBe('2098-12-08T07:00:00.000Z');
  expect(await slotOf('skip weekly 2098-12-15T08:00')).toBe('2098-12-15T07:00:00.000Z');
  expect(await slotOf('skip weekly 2098-12-22T07:00:00Z')).toBe('2098-12-22T07:00:00.000Z');
  expect(await json('skip weekly 2098-12-08 --undo')).toEqual({
    ...{ digest: 'weekly', slot: '2098-12-08T07:00:00.000Z', skipped: false, was: true },
    next: '2098-12-08T07:00:00.000Z',
  });
  expect(await said('skip weekly 2098-12-08 --undo')).toContain('was not skipped by hand, or is over.');
});

test.each([
  ['pause wekly', 'There is no digest “wekly”, did you mean “weekly”?'],
  ['resume wekly', 'did you mean “weekly”?'],
  ['skip wekly', 'did you mean “weekly”?'],
  [
    'pause outage',
    'outage is an alert, which goes on checking: botdigest snooze outage --for 3d makes it say nothing.',
  ],
  ['skip outage', 'botdigest snooze outage'],
  ['pause demand', 'demand has no schedule: it goes out on request only, so there is nothing to pause.'],
  ['skip demand', 'demand has no schedule: it goes out on request only, so there is nothing to skip.'],
  ['skip ended', 'ended has no slot to come.'],
  ['pause weekly --until 2020-01-01', '2020-01-01 is over in Europe/Warsaw: name today or a later day'],
  ['pause weekly --until soon', 'Give a day such as 2027-01-03.'],
  ['skip weekly soon', 'The slot “soon” is not a day or time.'],
  [
    'skip weekly 2098-12-02',
    'There is no slot of weekly at 2098-12-02 (Europe/Warsaw). The next ones are 2098-12-01 08:00, ',
  ],
  ['skip weekly 2098-12-01T09:00', 'There is no slot of weekly at 2098-12-01 09:00 (Europe/Warsaw).'],
  ['skip ended 2020-12-31', 'The slot 2020-12-31 17:00 (Europe/Warsaw) of ended is over and has no run'],
  ['skip weekly 2099-02-02', 'There is no slot of weekly at 2099-02-02'],
])('botdigest %s is refused', async (line, sentence) => {
  const { run } = desk();
  const { code, text } = await run(line);
  expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining(sentence) });
});

test('next says what it cannot know when the store cannot be read', async () => {
  const { cwd, said, run } = desk();
  await said('pause weekly');
  writeFileSync(join(cwd, 'data', 'botdigest.db'), 'no store at all, and long enough to be looked into');
  const { code, text } = await run('next weekly -n 1');
  expect(code).toBe(0);
  expect(text).toContain('Monday, 1 December 2098 at 08:00');
  expect(text).toContain('warning: What was paused or skipped by hand is not shown: ');
});
