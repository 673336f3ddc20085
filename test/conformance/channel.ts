import { afterEach, describe, expect, test } from 'vitest';
import type { Connection, Envelope, Receipt, RegisteredChannel } from '../../src/channels/channel.js';
import { channelMeans } from '../../src/composition.js';
import { createHttpClient } from '../../src/http/client.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { checkOf } from '../support/connections.js';
import { sampleContext, sampleDelivery, samplePictures } from '../support/render-context.js';
import { sampleDigest } from '../support/sample-digest.js';

/** One implementation with a living other side. */
interface Stage {
  readonly connection: Connection;
  envelope(part: string, references: Readonly<Record<string, string>>): Envelope;
  /** What tells the messages apart that arrived so far, in order. */
  arrivals(): Promise<readonly string[]> | readonly string[];
  stop(): Promise<void>;
}

interface Subject {
  readonly channel: RegisteredChannel;
  /** Valid options as a user would write them. */
  readonly options: object;
  alive(): Promise<Stage>;
  /** The same with nobody at the other end. */
  dead(): Promise<Stage>;
  /** Values that must not be printed anywhere. */
  readonly secrets: readonly string[];
  /** False where nothing can be tried without sending something. */
  readonly checkable?: false;
  /** Reads a notice as strictly as the other side does, and returns its text. */
  readNotice?(bytes: Uint8Array): string;
}

/** What every channel promises. */
export function channelConformance(subject: Subject): void {
  describe(`the channel ${subject.channel.kind}`, () => {
    const open: Stage[] = [];
    const stage = async (kind: 'alive' | 'dead') => {
      const opened = await subject[kind]();
      open.push(opened);
      return opened;
    };
    afterEach(async () => {
      await Promise.all(open.splice(0).map((opened) => opened.stop()));
    });

    test('splits an entry of the configuration into targets that its audience knows', async () => {
      const { connection } = await stage('alive');
      expect(connection.kind).toBe(subject.channel.kind);
      expect(connection.targets.length).toBeGreaterThan(0);
      for (const target of connection.targets) {
        expect(target.kind).toBe(connection.kind);
        expect(connection.audience(target).target).toBe(target.address);
      }
    });

    test('renders a body, or takes files only', async () => {
      const { renderBody } = (await stage('alive')).connection;
      const digest = sampleDigest();
      const pictures = async () => samplePictures(digest.sections);
      const files = await renderBody?.(digest, sampleContext({ ...sampleDelivery, pictures }));
      expect(files?.some(({ role }) => role === 'body') ?? true).toBe(true);
    });

    test('makes a notice of what it is told, with every command in it', async () => {
      const { notice } = (await stage('alive')).connection;
      const todo = [{ command: 'botdigest explain 3f0c', does: 'says why' }];
      const { body, attachments } = notice({
        headline: 'weekly: failed',
        story: ['It failed.'],
        todo,
        data: {},
      });
      const read = subject.readNotice ?? ((bytes) => Buffer.from(bytes).toString());
      const texts = [...body, ...attachments].map(({ bytes }) => read(bytes));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        expect(text).toContain('weekly: failed');
        expect(text).toContain('botdigest explain 3f0c');
      }
    });

    test('knows its targets from a copy of an entry without secrets, as a render thread gets it', () => {
      const { channel, options } = subject;
      const opened = channel.open(undefined, {
        ...channelMeans({ clock: systemClock, http: createHttpClient() }),
        folder: '.',
        userAgent: 'test',
      });
      const whole = channel.options.parse(options);
      const targetsOf = (entry: unknown) => opened.connect({ kind: channel.kind, options: entry }).targets;
      expect(targetsOf(structuredClone(whole))).toEqual(targetsOf(whole));
    });

    test('refuses options it does not know', () => {
      const { options } = subject.channel;
      expect(options.safeParse(subject.options).success).toBe(true);
      expect(options.safeParse({ ...subject.options, colour: 'red' }).success).toBe(false);
    });

    test('delivers every part with a reference', async () => {
      const receipts = await deliverAll(await stage('alive'));
      expect(receipts.map((receipt) => receipt.state)).toEqual(receipts.map(() => 'delivered'));
      for (const receipt of receipts)
        expect(receipt).toHaveProperty('providerRef', expect.stringMatching(/\S/));
    });

    test('gives the same envelope the same identity each time it is sent', async () => {
      const opened = await stage('alive');
      await deliverAll(opened);
      const first = await opened.arrivals();
      expect(first.length).toBeGreaterThan(0);
      await deliverAll(opened);
      const all = await opened.arrivals();
      expect(new Set(all)).toEqual(new Set(first));
    });

    test('judges a dead other side instead of throwing', async () => {
      const [receipt] = await deliverAll(await stage('dead'));
      expect(receipt?.state).toMatch(/^(retryable|permanent)$/);
      expect(receipt).toHaveProperty('reason', expect.stringMatching(/^[a-z]+(-[a-z]+)*$/));
      expect(receipt).toHaveProperty('message', expect.stringMatching(/^[^\n]+\.$/));
    });

    test('sends nothing once it is told to stop', async () => {
      const opened = await stage('alive');
      const [receipt] = await deliverAll(opened, AbortSignal.abort());
      expect(receipt).toMatchObject({ state: 'retryable', reason: 'aborted' });
      expect(await opened.arrivals()).toEqual([]);
    });

    test('proves its connection, or says what is wrong and what to do', async () => {
      const alive = await stage('alive');
      for (const { name } of alive.connection.checks)
        expect(await checkOf(alive.connection, name)).toMatchObject({ ok: true });
      expect(await alive.arrivals()).toEqual([]);
      const failed = await checkOf((await stage('dead')).connection);
      if (subject.checkable === false) {
        expect(failed).toMatchObject({ ok: true, tried: false, detail: expect.stringMatching(/\.$/) });
        return;
      }
      expect(failed).toMatchObject({
        ok: false,
        message: expect.stringMatching(/\.$/),
        hint: expect.stringMatching(/\.$/),
      });
    });

    test('prints no secret in any answer', async () => {
      const said: unknown[] = [];
      for (const kind of ['alive', 'dead'] as const) {
        const opened = await stage(kind);
        said.push(await deliverAll(opened), await checkOf(opened.connection));
      }
      for (const secret of subject.secrets) expect(JSON.stringify(said)).not.toContain(secret);
    });
  });
}

async function deliverAll(
  { connection, envelope }: Stage,
  signal = new AbortController().signal,
): Promise<Receipt[]> {
  const references: Record<string, string> = {};
  const receipts: Receipt[] = [];
  for (const part of connection.parts) {
    const receipt = await connection.deliver(envelope(part, references), signal);
    receipts.push(receipt);
    if (receipt.state !== 'delivered') break;
    references[part] = receipt.providerRef;
  }
  return receipts;
}
