import { afterEach, describe, expect, test } from 'vitest';
import { renderers } from '../../src/channels/bodies.js';
import type { Connection, Envelope, Receipt } from '../../src/channels/channel.js';

/** One implementation with a living other side. */
interface Stage<Options> {
  readonly deliverer: Connection<Options>;
  /** Valid options as a user would write them. */
  readonly options: unknown;
  envelope(part: string, references: Readonly<Record<string, string>>): Envelope;
  /** What tells the messages apart that arrived so far, in order. */
  arrivals(): Promise<readonly string[]> | readonly string[];
  stop(): Promise<void>;
}

interface Subject<Options> {
  readonly name: string;
  alive(): Promise<Stage<Options>>;
  /** The same with nobody at the other end. */
  dead(): Promise<Stage<Options>>;
  /** Values that must not be printed anywhere. */
  readonly secrets: readonly string[];
}

/** What every deliverer promises, whatever it delivers to. */
export function delivererConformance<Options>(subject: Subject<Options>): void {
  describe(`the ${subject.name} deliverer`, () => {
    const open: Stage<Options>[] = [];
    const stage = async (kind: 'alive' | 'dead') => {
      const opened = await subject[kind]();
      open.push(opened);
      return opened;
    };
    afterEach(async () => {
      await Promise.all(open.splice(0).map((opened) => opened.stop()));
    });

    test('splits an entry of the configuration into targets that its audience knows', async () => {
      const { deliverer, options } = await stage('alive');
      const targets = deliverer.targets(deliverer.options.parse(options));
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) {
        expect(target.kind).toBe(deliverer.kind);
        expect(deliverer.audience(target).target).toBe(target.address);
      }
    });

    test('names a body that there is, with options that fit it', async () => {
      const { deliverer, options } = await stage('alive');
      const body = deliverer.body(deliverer.options.parse(options));
      if (body === null) return expect(['folder', 'webhook']).toContain(deliverer.kind);
      const renderer = renderers.get(body.kind);
      expect(renderer?.options.parse(body.options)).toEqual(body.options);
    });

    test('refuses options it does not know', async () => {
      const { deliverer, options } = await stage('alive');
      expect(deliverer.options.safeParse(options).success).toBe(true);
      expect(deliverer.options.safeParse({ ...(options as object), colour: 'red' }).success).toBe(false);
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
      const options = alive.deliverer.options.parse(alive.options);
      expect(await alive.deliverer.check(new AbortController().signal, options)).toMatchObject({ ok: true });
      expect(await alive.arrivals()).toEqual([]);
      const dead = await stage('dead');
      const itsOwn = dead.deliverer.options.parse(dead.options);
      const failed = await dead.deliverer.check(new AbortController().signal, itsOwn);
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
        said.push(await deliverAll(opened), await opened.deliverer.check(new AbortController().signal));
      }
      for (const secret of subject.secrets) expect(JSON.stringify(said)).not.toContain(secret);
    });
  });
}

async function deliverAll<Options>(
  { deliverer, options, envelope }: Stage<Options>,
  signal = new AbortController().signal,
): Promise<Receipt[]> {
  const references: Record<string, string> = {};
  const receipts: Receipt[] = [];
  for (const part of deliverer.parts) {
    const receipt = await deliverer.deliver(
      envelope(part, references),
      deliverer.options.parse(options),
      signal,
    );
    receipts.push(receipt);
    if (receipt.state !== 'delivered') break;
    references[part] = receipt.providerRef;
  }
  return receipts;
}
