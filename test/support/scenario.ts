import { createClient } from '../../src/chatbot/client/client.js';
import { fetchSnapshots } from '../../src/chatbot/fetch.js';
import type { Snapshot } from '../../src/chatbot/snapshot.js';
import type { ChatbotConfig, DigestConfig, Period } from '../../src/config/config.js';
import { composeDigest } from '../../src/digest/compose.js';
import type { Digest } from '../../src/digest/digest.js';
import { Secret } from '../../src/lib/secret.js';
import { planRun } from '../../src/run/prepare/plan.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { botSpecs } from '../../src/sandbox/model/bots.js';
import { CHATBOT } from '../fault/api/rig.js';
import { WEEKLY } from './digests.js';
import { quickClock } from './quick-clock.js';
import { digestConfig } from './snapshot.js';

/** A world of the sandbox, and the digest that is asked of it. */
export interface ScenarioCase {
  readonly scenario: string;
  readonly period: Period;
  readonly bots?: number;
  readonly seed?: number;
  readonly zone?: string;
  /** ISO instant of the slot; the scenario begins in the last whole week before it. */
  readonly at?: string;
  /** The scenario's first day, where it is another. */
  readonly from?: string;
  readonly config?: Partial<DigestConfig>;
}

/** Monday 08:00 in Warsaw. */
export const MONDAY = '2026-11-23T07:00:00Z';

/** Fetches what a digest of a scenario needs from a sandbox of its own, and composes it. */
export async function digestOfScenario(of: ScenarioCase): Promise<{ digest: Digest; snapshot: Snapshot }> {
  const { scenario, period, bots = 2, seed = 1, zone = 'Europe/Warsaw', at = MONDAY, from, config } = of;
  const now = Date.parse(at);
  const clock = { ...quickClock(), now: () => now };
  const sandbox = await startSandbox({
    port: 0,
    seed,
    bots,
    token: 'sandbox',
    clock,
    scenario,
    scenarioAt: now,
    ...(from === undefined ? {} : { scenarioFrom: from }),
  });
  const chatbot: ChatbotConfig = {
    ...CHATBOT,
    concurrency: 8,
    baseUrl: sandbox.url,
    retries: 0,
    timeout: 60_000,
  };
  const client = createClient({
    token: new Secret('sandbox'),
    tokenName: 'chatbot.token',
    chatbot,
    userAgent: 'botdigest/test',
    clock: quickClock(),
    random: () => 0.5,
    rateLimiter: null,
  });
  try {
    const digest: DigestConfig = {
      ...digestConfig(WEEKLY),
      timezone: zone,
      compare: 'previous',
      period,
      bots: botSpecs(bots).map(({ id, name, key }) => ({
        id: key ?? id,
        name,
        storyId: id,
        sources: null,
        token: new Secret('sandbox'),
      })),
      ...config,
    };
    const slot = { digest: digest.id, scheduledFor: now, trigger: 'cron' } as const;
    const plan = planRun(digest, slot);
    const request = { ...plan, bots: digest.bots, reports: digest.reports, weekStart: digest.weekStart };
    const [snapshot] = await fetchSnapshots([request], {
      clients: () => client,
      chatbot,
      clock,
      signal: new AbortController().signal,
    });
    if (!snapshot) throw new Error('There is no snapshot.');
    return { digest: composeDigest(snapshot, digest), snapshot };
  } finally {
    client.close();
    await sandbox.close();
  }
}
