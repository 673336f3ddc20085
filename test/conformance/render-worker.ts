import { afterAll, describe, expect, test } from 'vitest';
import type { ChannelConfig } from '../../src/channels/registry.js';
import { webhookOptions } from '../../src/channels/webhook/options.js';
import { channelMeans, prepareToolsFor } from '../../src/composition.js';
import type { DigestConfig, ReaderSlice } from '../../src/config/config.js';
import { createHttpClient } from '../../src/http/client.js';
import { sha256 } from '../../src/lib/hash.js';
import { Secret } from '../../src/lib/secret.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { deliveryPlan } from '../../src/run/prepare/delivery-plan.js';
import { type RenderedRun, renderRun } from '../../src/run/prepare/render-run.js';
import type { RenderWorker } from '../../src/run/prepare/render-worker.js';
import { WEEKLY } from '../support/digests.js';
import { signingKey } from '../support/dkim.js';
import { emailConfig } from '../support/email-config.js';
import { sampleTemplates } from '../support/render-context.js';
import { renderJob } from '../support/render-job.js';
import { SIGNING_SECRET } from '../support/signed-hooks.js';
import { digestConfig, snapshot, withGaps } from '../support/snapshot.js';

interface Subject {
  readonly name: string;
  open(config: ChannelConfig): RenderWorker;
}

/** The worker writes the links of the body, and measures those of the header. */
const unsubscribe = {
  mailto: 'reports@example.org',
  url: 'https://example.org/leave?who={address}&list={digest}&key={token}',
  secret: new Secret('correct horse battery staple'),
};

const connections: ChannelConfig = {
  ca: [],
  file: '/nowhere/config.yaml',
  channels: new Map<string, unknown>([
    ['email', emailConfig(25, { dkim: signingKey, unsubscribe, maxSize: 200_000 })],
    [
      'slack',
      { token: new Secret('xoxb-0123456789-token'), apiUrl: 'https://slack.com/api/', timeout: 1_000 },
    ],
  ]),
};

const asItIs: ReaderSlice = { name: '', changes: {} };
const polish: ReaderSlice = {
  name: 'pl',
  changes: { locale: 'pl-PL', title: 'Boty, tydzień', formats: [{ kind: 'csv', options: {} }] },
};
const entry = (kind: string, options: unknown, slice = asItIs) => ({ kind, options, slice, path: 'deliver' });

const HOOK = { url: 'https://hooks.example.com/hidden', secret: SIGNING_SECRET };

/** Readers by every kind of message, one of them in another language, and a mail that has no room for its files. */
const digest = digestConfig(WEEKLY, {
  templates: sampleTemplates,
  formats: ['pdf', 'xlsx', 'png'].map((kind) => ({ kind, options: {} })),
  deliver: [
    entry('email', { to: ['ada@example.com'], onUnknown: 'hold' }),
    entry('email', { to: ['ania@example.com'], onUnknown: 'hold' }, polish),
    entry('slack', { channel: 'C0123456789', style: 'full', onUnknown: 'hold' }),
    entry('folder', { path: './out' }),
    entry('webhook', webhookOptions.parse({ ...HOOK, files: 'multipart', maxSize: '200KB' })),
  ],
});

/** Quickly made: no documents, and no mail whose charts are drawn. */
const small = { ...digest, formats: [], deliver: [entry('folder', { path: './out' })] };

const tools = prepareToolsFor(connections, channelMeans({ clock: systemClock, http: createHttpClient() }));

const jobFor = (config: DigestConfig, figures = snapshot(WEEKLY)) =>
  renderJob(config, figures, tools.channels);

const never = new AbortController().signal;

/** Files by their hashes and all that is said of them; a secret does not cross, and leaves an empty object. */
const told = (prepared: RenderedRun) =>
  JSON.stringify(
    prepared,
    (key, value) => (key === 'bytes' ? undefined : value === '<secret>' ? {} : value),
    1,
  );

/** What every worker promises, wherever it stands. */
export function renderWorkerConformance({ name, open }: Subject): void {
  describe(`the worker ${name}`, () => {
    const worker = open(connections);
    afterAll(() => worker.close());

    test('prints all that goes out of a run: the same, byte for byte, as whoever renders it', async () => {
      const prepared = await worker.prepare(jobFor(digest), never);
      const expected = await renderRun(tools, jobFor(digest), never);
      expect(told(prepared)).toBe(told(expected));
      if (prepared.kind !== 'made') return expect.fail('nothing was made');
      const plan = deliveryPlan(prepared.slices, snapshot(WEEKLY).slot);
      expect(plan.deliveries.map(({ target, part, slice }) => `${target} ${part} ${slice}`)).toEqual([
        'ada@example.com message ',
        'C0123456789 message ',
        'C0123456789 files ',
        './out files ',
        'hooks.example.com#0bcd06 message ',
        'ania@example.com message pl',
      ]);
      const artifacts = plan.bundles.flatMap((bundle) => bundle.artifacts);
      for (const { bytes, sha256: hash } of artifacts) expect(sha256(bytes)).toBe(hash);
    });

    test('says why nothing is sent', async () => {
      const nothing = withGaps(snapshot(WEEKLY), 'server-error', () => true);
      expect(await worker.prepare(jobFor(digest, nothing), never)).toMatchObject({
        kind: 'held',
        held: { state: 'failed', reason: 'nothing-fetched', passing: true },
      });
    });

    test('what is wrong stays the error that it is', async () => {
      const wrong = { ...digest, formats: [{ kind: 'fax', options: {} }] };
      await expect(worker.prepare(jobFor(wrong), never)).rejects.toMatchObject({
        name: 'UserError',
        code: 'no-renderer',
        message: 'There is no renderer "fax".',
      });
    });

    test('leaves a job when it is told to, and goes on with others', async () => {
      const stop = new AbortController();
      const left = worker.prepare(jobFor(small), stop.signal);
      const others = worker.prepare(jobFor(small), never);
      stop.abort(new Error('enough'));
      await expect(left).rejects.toThrow('enough');
      await expect(worker.prepare(jobFor(digest), stop.signal)).rejects.toThrow('enough');
      expect((await others).kind).toBe('made');
    });

    test('works on jobs side by side', async () => {
      const jobs = ['en-GB', 'de-DE', 'pl-PL'].map((locale) => jobFor({ ...small, locale }));
      const prepared = await Promise.all(jobs.map((job) => worker.prepare(job, never)));
      const heads = prepared.map((one) => (one.kind === 'made' ? one.slices[0]?.stored.head : null));
      expect(new Set(heads).size).toBe(3);
    });
  });
}
