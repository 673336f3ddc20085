import { userInfo } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { runHere } from '../../../support/cli.js';
import { openDesk } from '../../../support/desk.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';

const ME = userInfo().username;
const AT = '2025-11-24T08:00';

interface Story {
  readonly id: string;
  readonly events: readonly {
    readonly at: string;
    readonly what: string;
    readonly delivery: string | null;
    readonly reason: string;
    readonly by: string | null;
  }[];
}

/** A digest for one reader by mail, and the command line; `answer` is the server's to the end of a message. */
async function asking(answer: () => { reply: string } | { drop: true }) {
  const mail = await scriptedSmtp({ dot: answer });
  onTestFinished(() => mail.stop());
  const { folder } = await openDesk({
    mailPort: mail.port,
    deliver: ['email: { to: [ada@example.com], onUnknown: hold }'],
  }).then(async (desk) => {
    await desk.app();
    return desk;
  });
  const cli = async (line: string, code: number) => {
    const answered = await runHere(line.split(' '), { cwd: folder });
    expect([line, answered.code], answered.stderr).toEqual([line, code]);
    return answered.stdout;
  };
  return {
    cli,
    /** Steps that somebody asked for, and who. */
    async asked(run: string) {
      const story = JSON.parse(await cli(`explain ${run} --json`, 0)) as Story;
      return story.events
        .filter(({ by }) => by !== null)
        .map(({ what, reason, by, delivery }) => `${what} ${reason} ${by}${delivery === null ? '' : ' *'}`);
    },
  };
}

const accept = { reply: '250 2.0.0 Ok: queued' };

test('run, resend and send keep who asked', async () => {
  const { cli, asked } = await asking(() => accept);
  await cli(`run daily --at ${AT}`, 0);
  expect(await asked('last')).toEqual([`queued manual ${ME}`]);
  await cli('resend last --target ada@example.com --again', 0);
  await cli('send daily --to bob@example.com', 0);
  const all = [`queued manual ${ME}`, `queued resend ${ME}`, `queued resend ${ME}`];
  expect(await asked('last')).toEqual(all);
  // By hand at the same instant, it is the same run that goes on.
  await cli(`run daily --at ${AT} --again`, 0);
  expect(await asked('last')).toEqual([...all, `queued resend ${ME}`]);
  expect(await cli('explain last', 0)).toMatch(new RegExp(`run +queued +resend +by ${ME}\\n`));
});

test.each([
  ['delivered', 0, (me: string) => `delivered resolved ${me} *`],
  ['failed', 0, (me: string) => `failed resolved ${me} *`],
  ['resend', 0, (me: string) => `queued resend ${me}`],
])('resolve --as %s keeps who said so', async (as, code, step) => {
  let silent = true;
  const { cli, asked } = await asking(() => (silent ? { drop: true } : accept));
  await cli(`run daily --at ${AT}`, 1);
  await cli('resend last', 1);
  silent = false;
  await cli(`resolve last.1 --as ${as}`, code);
  expect((await asked('last')).at(-1)).toBe(step(ME));
});

test('a run that waits for its next try is gone on with for whoever asks', async () => {
  let refusing = true;
  const { cli, asked } = await asking(() => (refusing ? { reply: '451 4.3.0 try later' } : accept));
  await cli(`run daily --at ${AT}`, 1);
  refusing = false;
  await cli('resend last', 0);
  expect(await asked('last')).toEqual([`queued manual ${ME}`, `queued resend ${ME}`]);
});

test('resend and send name those who got it now, and not those who had it', async () => {
  const { cli } = await asking(() => accept);
  await cli(`run daily --at ${AT}`, 0);
  const sent = await cli('send last --to bob@example.com', 0);
  expect(sent).toMatch(/^daily: delivered to email bob@example\.com \(run [0-9a-f]{16}\)\.\n$/);
  const again = await cli('resend last --again --target ada@example.com', 0);
  expect(again).toMatch(/^daily: delivered to email ada@example\.com \(run [0-9a-f]{16}\)\.\n$/);
});
