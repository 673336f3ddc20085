import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from '../../../../src/chatbot/client/clients.js';
import { fetchSnapshots } from '../../../../src/chatbot/fetch.js';
import { channelMeans, createRenderWorker, prepareToolsFor } from '../../../../src/composition.js';
import type { DigestConfig } from '../../../../src/config/config.js';
import { digestOf, openConfig } from '../../../../src/configuration.js';
import { createHttpClient } from '../../../../src/http/client.js';
import type { RunStory } from '../../../../src/ledger/ledger.js';
import { exportReport } from '../../../../src/run/commands/export.js';
import { preview } from '../../../../src/run/commands/preview.js';
import { resend, runNow, send } from '../../../../src/run/commands/request.js';
import type { FetchTools } from '../../../../src/run/prepare/figures.js';
import type { RenderedRun } from '../../../../src/run/prepare/render-run.js';
import type { RenderWorker } from '../../../../src/run/prepare/render-worker.js';
import { openDesk, SLOT } from '../../../support/desk.js';

const watch = { signal: new AbortController().signal };
const CSV = { kind: 'csv', options: { bom: false } };

/** A worker that counts what it prepares, and the hashes of all files that came of it. */
function counting(worker: RenderWorker) {
  const seen = { jobs: 0, hashes: new Set<string>() };
  const note = (rendered: RenderedRun) => {
    seen.jobs += 1;
    for (const { files, messages } of rendered.kind === 'made' ? rendered.slices : [])
      for (const { sha256 } of [...files, ...messages.flatMap(({ contents }) => contents?.body ?? [])])
        seen.hashes.add(sha256);
    return rendered;
  };
  const renderWorker: RenderWorker = {
    ...worker,
    prepare: async (job, signal) => note(await worker.prepare(job, signal)),
  };
  return { seen, renderWorker };
}

async function desk() {
  const opened = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  await opened.app((text) => text.replace(/reports: \[(\w+)\]/, 'reports: [$1, interactions]'));
  const { clock, folder, api } = opened;
  const config = await openConfig(join(folder, 'config.yaml'), { env: {}, clock });
  const clients = createClients(config, { clock, userAgent: 'test', random: () => 0, rateLimiter: null });
  const http = createHttpClient();
  onTestFinished(async () => void (await Promise.all([clients.close(), http.close()])));
  const fetch: FetchTools['fetch'] = ({ reports, weekStart }, plans, { signal }, answers) =>
    fetchSnapshots(
      plans.map((plan) => ({ ...plan, reports, weekStart })),
      { clients: clients.of, chatbot: config.chatbot, clock, signal, ...(answers && { answers }) },
    );
  const prepareTools = prepareToolsFor(config, channelMeans({ clock, http }));
  const { seen, renderWorker } = counting(createRenderWorker(prepareTools));
  const tools = {
    ...{ clock, fetch, renderWorker, channels: prepareTools.channels, digests: config.digests },
    settings: {
      channels: config.channels,
      open: () => ({
        channels: prepareTools.channels,
        renderWorker: { ...renderWorker, close: async () => {} },
      }),
    },
    ...{ ledger: await opened.ledger(), owner: 'test', patience: 0, random: () => 0, observe: () => {} },
  };
  return { api, config, digest: digestOf(config, 'daily'), tools, seen };
}

test('whoever sends, corrects, sends again, previews or exports gets what the one worker prepares, each in one job', async () => {
  const { api, config, digest, tools, seen } = await desk();
  let before = 0;
  /** That the files, with the hashes, came of one job more. */
  const cameOfOneJob = (what: string, hashes: readonly string[]) => {
    expect(seen.jobs - before, what).toBe(1);
    before = seen.jobs;
    expect(hashes.length, what).toBeGreaterThan(0);
    for (const hash of hashes) expect(seen.hashes, what).toContain(hash);
    seen.hashes.clear();
  };
  const stored = ({ artifacts }: RunStory, bundle: string) =>
    artifacts.filter((one) => one.bundle.startsWith(bundle)).map(({ sha256 }) => sha256);

  api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
  const { story } = await runNow(tools, { digest, at: SLOT }, watch);
  expect(story.run.reason).toBe('incomplete');
  cameOfOneJob('send', stored(story, 'files:'));

  api.setFaults([]);
  const corrected = await resend(tools, { run: story.run.id }, watch);
  expect(corrected?.story.run.reason).toBe('corrected');
  cameOfOneJob('correct', stored(corrected?.story ?? story, 'files:#1'));

  const again = await resend(tools, { run: story.run.id, again: true }, watch);
  expect(again?.report?.outcome?.state).toBe('completed');
  cameOfOneJob('send again', stored(again?.story ?? story, 'files:#1'));

  const to = [{ kind: 'email', address: 'eve@example.com' }];
  const sent = await send(tools, { run: story.run.id, to }, watch);
  expect(sent.story.deliveries.at(-1)?.target).toBe('eve@example.com');
  cameOfOneJob('send to others', stored(sent.story, 'body:#1:email:eve'));

  const slot = { digest: 'daily', scheduledFor: SLOT, trigger: 'manual' } as const;
  const shown = { ...tools, formats: [CSV], samples: new Map() };
  const { files } = await preview(shown, digest, slot, watch);
  cameOfOneJob('preview', hashesOf(files));

  const asked = { report: 'average', period: 'yesterday', dimension: 'auto', sources: null } as const;
  const bot = botOf(digest);
  const file = await exportReport(tools, config, { ...asked, bot, format: CSV, at: SLOT }, watch);
  cameOfOneJob('export', hashesOf([file]));
});

const hashesOf = (files: readonly { readonly sha256: string }[]) => files.map(({ sha256 }) => sha256);

function botOf({ bots: [bot] }: DigestConfig) {
  if (!bot) throw new Error('The digest has no bot.');
  return bot;
}
