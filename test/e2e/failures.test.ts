import { expect, test } from 'vitest';
import {
  type Failure,
  healthOf,
  inOneLine,
  pageText,
  type Seen,
  seenOf,
  toSlack,
} from '../support/failing-service.js';
import { repositoryFile, sectionOf } from '../support/markdown.js';
import { startService } from '../support/running-service.js';
import { limitFiles, openScene } from '../support/scene.js';
import { until } from '../support/until.js';

const PAGE = repositoryFile('docs/operations.md');

/** What stands there of a failure, in place of ids, times and names. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  RUN: '[0-9a-f]{16}',
  TIME: '.{5,60}?',
  SERVER: '127\\.0\\.0\\.1:\\d+',
  MACHINE: '\\S+?',
  FILE: '/\\S+?',
};

interface Quote {
  readonly where: keyof Seen;
  readonly text: string;
}

const WHERE: Readonly<Record<string, keyof Seen>> = {
  console: 'console',
  log: 'log',
  '/healthz': 'health',
  notice: 'notice',
};

/** The quotes of a failure on the page: a word that says where, then the text, which may go on below. */
function quotesOf(heading: string): readonly Quote[] {
  const block =
    /```text\n([\s\S]*?)\n```/.exec(sectionOf(PAGE, heading.toLowerCase().replaceAll(' ', '-')))?.[1] ?? '';
  return block.split(/\n(?=\S)/).map((line) => {
    const [, word = '', text = ''] = /^(\S+)\s+([\s\S]*)$/.exec(line) ?? [];
    return { where: WHERE[word] ?? 'log', text: inOneLine(text) };
  });
}

function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    escaped.replaceAll(/\b(RUN|TIME|SERVER|MACHINE|FILE)\b/g, (word) => PLACEHOLDERS[word] ?? word),
  );
}

/** Every quote of the section is what is seen. */
function expectQuoted(heading: string, seen: Partial<Seen>): void {
  const quotes = quotesOf(heading);
  expect(new Set(quotes.map(({ where }) => where)), heading).toEqual(new Set(Object.keys(seen)));
  for (const { where, text } of quotes) expect(seen[where], where).toMatch(patternOf(text));
}

const FAILURES: Readonly<Record<string, Failure>> = {
  'The API refuses the token': {
    edit: (text) => text.replace('token: sandbox', 'token: wrong'),
    happen: (_world, said) => said(/run \w+ failed/),
    notice: 'notice-failing',
  },
  'The mail server refuses': {
    edit: (text) => text.replace('from: reports', 'user: reports, password: old-password-1, from: reports'),
    script: { AUTH: { reply: '535 5.7.8 Error: authentication failed' } },
    happen: (_world, said) => said(/run \w+ failed/),
    notice: 'notice-failing',
  },
  'The app is not in the Slack channel': {
    edit: toSlack,
    slackFaults: { 'chat.postMessage': [{ error: 'not_in_channel' }] },
    happen: (_world, said) => said(/run \w+ failed/),
    notice: 'notice-failing',
  },
  'A delivery is in doubt': {
    script: { dot: { drop: true } },
    happen: (_world, said) => said(/run \w+ failed/),
    notice: 'notice-failing',
  },
  'The new configuration is not used': {
    async happen(world, said) {
      await said(/run \w+ completed/);
      await world.reload((text) => text.replace('bots: [support]', 'bots: [suport]'));
      await said(/not used/);
    },
    notice: 'notice-refused',
  },
  'A digest is late': {
    script: { RCPT: { reply: '451 4.7.1 Greylisted, try again later' } },
    async happen(world, said) {
      await said(/run \w+ retrying/);
      world.clock.forward(20 * 60_000);
      await world.reload((text) => text);
      await said(/: late/);
    },
    notice: 'notice-late',
  },
};

test.each(Object.entries(FAILURES))(
  '%s: console, log, /healthz and notice say what operations.md quotes',
  async (heading, failure) => {
    expectQuoted(heading, await seenOf(failure));
  },
);

test('The disk is full: console, log and /healthz say what operations.md quotes', async () => {
  const scene = await openScene({ missed: 1 });
  const service = startService(scene.folder);
  await until(() => scene.mail.messages.length > 0, service.log);
  limitFiles(service.pid, 1);
  const url = await service.url();
  await expect.poll(() => healthOf(`${url}/healthz`), { timeout: 30_000 }).toContain('503');
  // Every minute the schedules are looked at; a reload does so at once.
  service.signal('SIGHUP');
  await until(() => / The store \S+ /.test(service.log()), service.log);
  const seen = {
    console: pageText(await (await fetch(url)).text()),
    log: inOneLine(service.log()),
    health: await healthOf(`${url}/healthz`),
  };
  limitFiles(service.pid, 'unlimited');
  await expect.poll(() => healthOf(`${url}/healthz`), { timeout: 30_000 }).not.toContain('503');
  expectQuoted('The disk is full', seen);
});
