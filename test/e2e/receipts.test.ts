import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../src/lib/hash.js';
import { runCli, runHere } from '../support/cli.js';
import { type Desk, openDesk } from '../support/desk.js';
import { scriptedSmtp } from '../support/smtp-script.js';

const READERS = ['ada@example.com', 'bo@example.com'];

interface World {
  readonly desk: Desk;
  readonly run: string;
  /** Mails as they came, by reader. */
  readonly mails: readonly string[];
}

/** A digest that went to two readers by mail and into a folder. */
async function sentDigest(): Promise<World> {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: [`email: { to: [${READERS.join(', ')}] }`, 'folder: { path: ./exports }'],
  });
  const { story } = await desk.run((text) => text.replace('formats: [csv]', 'formats: [csv, xlsx, pdf]'));
  expect(story.run.state).toBe('completed');
  const of = (reader: string) => mail.messages.find((message) => message.includes(`To: ${reader}`)) ?? '';
  return {
    desk,
    run: story.run.id,
    mails: READERS.map(of).map(asWritten),
  };
}

/** Without the dots that SMTP adds. */
const asWritten = (message: string) => message.replace(/\r\n\.\r\n$/, '\r\n').replace(/^\.\./gm, '.');

const composed = (mail: object): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    new MailComposer(mail).compile().build((error, message) => (error ? reject(error) : resolve(message)));
  });

const asked =
  (run: typeof runCli) =>
  async ({ desk }: World, ...args: readonly string[]) => {
    const answer = await run(args, { cwd: desk.folder });
    return { ...answer, json: () => JSON.parse(answer.stdout) };
  };

/** The built program, and the same within this process, which is sooner done. */
const [built, here] = [asked(runCli), asked(runHere)];

describe('verify', () => {
  const given = (world: World, name: string, content: string | Buffer) => {
    writeFileSync(join(world.desk.folder, name), content);
    return here(world, 'verify', name, '--json');
  };

  test('knows each file that was sent, and each mail, by whatever way it comes back', async () => {
    const world = await sentDigest();
    const { desk, run, mails } = world;
    const folder = join(desk.folder, 'exports');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(pdf|xlsx|csv)$/.test(name),
    );
    expect(files.length).toBe(3);
    for (const name of files) {
      const content = readFileSync(join(folder, name));
      const { code, json } = await given(world, 'given', content);
      const answer = json();
      expect([name, code]).toEqual([name, 0]);
      expect(answer).toMatchObject({
        known: true,
        run,
        digest: 'daily',
        scheduledFor: '2025-11-24T07:00:00.000Z',
      });
      expect(answer).toMatchObject({ target: READERS[0], sha256: sha256(content), parts: null });
      expect(answer.deliveredAt).toMatch(/^\d{4}-\d\d-\d\dT/);
      expect(name.endsWith(answer.name.split('.').pop())).toBe(true);
      expect(answer.readers.map(({ target, state }: Record<string, string>) => [target, state])).toEqual(
        [...READERS, './exports'].map((target) => [target, 'delivered']),
      );
    }

    const [first = '', second = ''] = mails;
    const { parts } = (await given(world, 'whole.eml', first)).json();
    expect(parts.map(({ name, known }: Record<string, unknown>) => [name, known])).toEqual([
      ...['csv', 'xlsx', 'pdf'].map((kind) => [expect.stringMatching(`\\.${kind}$`), true]),
      ['text', true],
      ['html', true],
    ]);
    const attachments = [{ filename: 'fwd.eml', content: second, contentType: 'message/rfc822' }];
    const loose = files.map((name) => ({
      filename: `re-${name}`,
      content: readFileSync(join(folder, name)),
    }));
    const id = /^Message-ID: (.*)$/im.exec(second)?.[1] ?? '';
    const frame = { from: 'bo@example.com', to: 'cy@example.org', subject: 'Fwd', text: 'Look.' };
    for (const [what, content, target] of [
      ['as it came', first, READERS[0]],
      ['of the other reader', second, READERS[1]],
      [
        'with headers of servers on its way',
        `Received: from a by b; Mon, 1 Dec 2025\r\n${second}`,
        READERS[1],
      ],
      ['with other line ends', second.replaceAll('\r\n', '\n'), READERS[1]],
      ['in another mail', await composed({ ...frame, attachments }), READERS[1]],
      [
        'with its files attached anew',
        await composed({ ...frame, attachments: loose, references: id }),
        READERS[1],
      ],
    ] as const) {
      const { code, json } = await given(world, 'given.eml', content);
      expect([what, code, json()]).toEqual([what, 0, expect.objectContaining({ known: true, run, target })]);
    }
  });

  test('says that a file is not ours, that a mail was changed, and that there is no such file', async () => {
    const world = await sentDigest();
    const [first = ''] = world.mails;
    const nothing = { known: false, run: null, digest: null, scheduledFor: null, target: null, name: null };
    const other = await given(world, 'other.pdf', '%PDF-1.7 another');
    expect(other.code).toBe(1);
    expect(other.json()).toMatchObject({ ...nothing, sha256: sha256('%PDF-1.7 another'), readers: [] });

    const id = /^Message-ID: (.*)$/im.exec(first)?.[1] ?? '';
    const attachments = [{ filename: 'digest.pdf', content: 'not what was sent' }];
    const frame = { from: 'eve@example.com', to: 'cy@example.org', subject: 'Digest', text: 'Look.' };
    const forged = await given(world, 'forged.eml', await composed({ ...frame, messageId: id, attachments }));
    expect([forged.code, forged.json()]).toEqual([
      1,
      expect.objectContaining({ ...nothing, messageIdOf: [expect.stringContaining(`${world.run}.`)] }),
    ]);
    const text = await built(world, 'verify', 'forged.eml');
    expect(text.stdout).toMatch(
      /^forged\.eml is not ours as it is: .*\nNot ours: digest\.pdf, SHA-256 [0-9a-f]{64}\.\nIts Message-ID is that of /,
    );
    const bare = first.replace(/\r\nContent-Type: (application|text\/csv)[\s\S]*$/, '--\r\n');
    expect((await given(world, 'text.eml', bare)).json()).toMatchObject({ known: true, target: READERS[0] });
    const reworded = bare.replace('yesterday', 'tomorrow.');
    expect((await given(world, 'text.eml', reworded.replace(/<title>[^<]*/, '<title>'))).code).toBe(1);
    // A file of ours beside one that is not: the mail as a whole is not.
    const both = [...attachments, { filename: 'a.csv', content: readFileSync(csvOf(world)) }];
    expect((await given(world, 'mixed.eml', await composed({ ...frame, attachments: both }))).code).toBe(1);

    for (const name of ['nowhere.pdf', 'exports']) {
      const { code, stderr } = await built(world, 'verify', name);
      expect([name, code, stderr]).toEqual([name, 2, expect.stringContaining(name)]);
    }
  });
});

const csvOf = ({ desk }: World): string => {
  const folder = join(desk.folder, 'exports');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return join(folder, names.find((name) => name.endsWith('.csv')) ?? '');
};

describe('audit', () => {
  const change = ({ desk }: World, statement: string) => {
    const db = new Libsql(desk.store.path);
    db.exec(statement);
    db.close();
  };

  test('says that all is whole, with the head; where it breaks; and whether an earlier head is in it', async () => {
    const world = await sentDigest();
    const whole = await built(world, 'audit', '--json');
    expect(whole.code).toBe(0);
    const audit = whole.json();
    expect(audit).toMatchObject({ whole: true, brokenAt: null, deleted: 0, asked: null });
    expect(audit.head).toMatch(/^\d+-[0-9a-f]{64}$/);
    expect(audit.head).toMatch(new RegExp(`^${audit.events}-`));
    const { head } = audit;
    const text = await here(world, 'audit');
    expect(text.stdout).toBe(`The receipts are whole: ${audit.events} events.\nHead: ${head}\n`);

    const backup = await here(world, 'backup', 'copy.db', '--json');
    expect(backup.json()).toMatchObject({ head });
    await (await world.desk.ledger()).slots.request(
      { digest: 'later', scheduledFor: 0, trigger: 'manual', deadline: null },
      null,
      1,
    );
    const found = async (named: string) => {
      const { code, json } = await here(world, 'audit', '--head', named, '--json');
      return [code, json().asked];
    };
    expect(await found(head)).toEqual([0, 'in-chain']);
    expect(await found(head.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')))).toEqual([
      1,
      'not-in-chain',
    ]);
    const refused = await here(world, 'audit', '--head', 'a1b2');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('a1b2 is no head')]);

    change(world, "update deliveries set target = 'eve@example.com' where target = 'bo@example.com'");
    const broken = await built(world, 'audit', '--json');
    expect([broken.code, broken.json()]).toEqual([
      1,
      expect.objectContaining({
        whole: false,
        brokenAt: { run: world.run, position: expect.any(Number), problem: 'receipt' },
      }),
    ]);
    const told = await here(world, 'audit');
    expect(told.stdout).toContain(`event ${broken.json().brokenAt.position} of run ${world.run} recorded`);
    expect(told.stdout).toContain(`botdigest explain ${world.run} shows the run`);
  });
});
