import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';

const DIGESTS = `
  moved: { schedule: "0 8 * * FRI", from: 2098-12-20, until: 2099-01-09, skipHolidays: after }
  dropped: { schedule: "0 8 * * FRI", from: 2098-12-20, until: 2099-01-09, skipHolidays: drop, pause: 2099-01-01..2099-01-31 }
  last: { schedule: lastWorkingDay 17:00, from: 2098-12-01, until: 2099-01-31 }
  once: { on: [2099-03-29T02:30, 2098-12-31T17:00] }
  over: { on: 2020-12-31T17:00 }
`;

async function next(...args: string[]): Promise<string> {
  const cwd = emptyFolder();
  const digests = DIGESTS.replaceAll(': {', ': { bots: [a],').trimEnd();
  const holidays = 'holidays: [{ on: 2098-12-26, text: Boxing Day }, 2098-12-31]';
  const top = 'chatbot: { token: x }\ntimezone: Europe/Warsaw\nserver: off\nbots: { a: { storyId: s } }';
  writeFileSync(join(cwd, 'config.yaml'), `${top}\n${holidays}\ndigests:${digests}\n`);
  const { code, stdout, stderr } = await runCli(['next', '-n', '3', ...args], { cwd });
  expect(code, stderr).toBe(0);
  return stdout;
}

test('the coming slots say which holiday moved or dropped them', async () => {
  const lines = (await next())
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' | '));
  expect(lines.slice(1, -1).map((line) => line.replace(/ \| Europe\/Warsaw \| \S+/, ''))).toEqual([
    'moved | Monday, 29 December 2098 at 08:00 | moved from Friday, 26 December 2098: Boxing Day',
    'moved | Friday, 2 January 2099 at 08:00',
    'moved | Friday, 9 January 2099 at 08:00',
    'dropped | Friday, 26 December 2098 at 08:00 | not due: Boxing Day',
    'dropped | Friday, 2 January 2099 at 08:00 | paused until 2099-01-31: skipped',
    'dropped | Friday, 9 January 2099 at 08:00 | paused until 2099-01-31: skipped',
    'last | Tuesday, 30 December 2098 at 17:00 | moved from Wednesday, 31 December 2098: a holiday',
    'last | Friday, 30 January 2099 at 17:00',
    'once | Wednesday, 31 December 2098 at 17:00',
    'once | Sunday, 29 March 2099 at 03:00 | clocks go forward to 03:00, and skip its time: it is due right after',
  ]);
  expect(lines.at(-1)).toBe('over is not due any more: its schedule has ended.');
});

test('and so they do for programs', async () => {
  const [slot] = JSON.parse(await next('moved', '--json'));
  expect(slot).toMatchObject({
    digest: 'moved',
    scheduledFor: '2098-12-29T07:00:00.000Z',
    paused: false,
    holiday: { day: '2098-12-26', name: 'Boxing Day', effect: 'moved' },
  });
});
