import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { pluginsAt } from '../../src/configuration.js';
import type { Clock } from '../../src/lib/time/clock.js';
import { type ProbeReport, probeAccount } from '../../src/probing.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/http/server.js';
import type { SandboxVariant } from '../../src/sandbox/reports/variant.js';
import { fastClock } from './fast-clock.js';

export const PROBE_TOKEN = 'probe-token-4711';
export const SUPPORT_STORY = '5b07ff77c2376e30306d9b12';

export interface ProbeWish {
  readonly url: string;
  readonly clock: Clock;
  readonly bot?: string;
  readonly token?: string;
  readonly storyIds?: readonly string[];
  /** Keys of `chatbot:`. */
  readonly chatbot?: Readonly<Record<string, unknown>>;
  readonly onRequest?: (begun: number, most: number) => void;
}

/** Probes the API at a URL with a configuration of a few bots. */
export async function probeAt({ url, clock, token = PROBE_TOKEN, ...wish }: ProbeWish): Promise<ProbeReport> {
  const { storyIds = [SUPPORT_STORY], chatbot = {} } = wish;
  const bots = Object.fromEntries(storyIds.map((storyId, at) => [`bot${at + 1}`, { storyId }]));
  const text = stringify({
    timezone: 'Europe/Warsaw',
    chatbot: { token, baseUrl: url, minInterval: '0ms', ...chatbot },
    bots,
    digests: {
      one: { bots: ['bot1'], period: 'lastWeek', formats: ['csv'], deliver: [{ folder: { path: '.' } }] },
    },
  });
  const plugins = pluginsAt(clock.now());
  const config = await parseConfig(text, 'config.yaml', { env: {}, plugins });
  return probeAccount(
    config,
    {
      bot: wish.bot ?? null,
      signal: new AbortController().signal,
      ...(wish.onRequest && { onRequest: wish.onRequest }),
    },
    { clock, userAgent: 'test', random: drawn(), rateLimiter: null },
  );
}

/** The same numbers each time, all different. */
function drawn(): () => number {
  let at = 4_711;
  return () => {
    at = (at * 16_807) % 2_147_483_647;
    return at / 2_147_483_647;
  };
}

/** Starts a sandbox of this variant until the test is over. */
export async function sandboxOf(
  variant: Partial<SandboxVariant>,
  options: Partial<SandboxOptions> = {},
): Promise<{ readonly sandbox: Sandbox; readonly clock: Clock }> {
  const clock = options.clock ?? fastClock(10);
  const sandbox = await startSandbox({ port: 0, seed: 1, token: PROBE_TOKEN, ...options, clock, variant });
  onTestFinished(() => sandbox.close());
  return { sandbox, clock };
}
