import type { RegisteredChannel } from './channels/channel.js';
import { CHANNELS, templatesOf } from './channels/registry.js';
import type { AlertConfig, Config, DigestConfig } from './config/config.js';
import { loadConfig, type Plugins } from './config/load.js';
import { messageRules } from './digest/language/message-rules.js';
import { shortestInterval } from './lib/cron/interval.js';
import { cronProblem } from './lib/cron/problem.js';
import { notThere } from './lib/text/suggest.js';
import type { Clock } from './lib/time/clock.js';
import { formatOptions } from './render/registry.js';

/** What is taken from outside. */
export interface AppContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** The program of the thread that a service renders on; left out, it renders on its own. */
  readonly renderThread?: string;
  /** Called by commands with what the API announces of its end, once a day; a service has its log for it. */
  onAnnounced?(text: string): void;
  /** The channels that a configuration may name; those of the registry when left out. */
  readonly channels?: readonly RegisteredChannel[];
}

/** What a configuration may name besides its own keys. */
export function pluginsAt(now: number, channels = CHANNELS): Plugins {
  return {
    now,
    formats: formatOptions,
    channels,
    scheduleProblem: (expression) => cronProblem(expression, now),
    shortestInterval: (expression) => shortestInterval(expression, now),
    unfinishedSlot: async (digest, zone) =>
      (await import('./schedule/unfinished.js')).unfinishedSlot(digest, zone, now),
    templates: templatesOf(channels),
    messages: messageRules,
  };
}

/** Loads a configuration and nothing that works by it; throws a ConfigError with everything that is wrong. */
export function openConfig(file: string, { env, clock, channels }: AppContext): Promise<Config> {
  return loadConfig(file, { env, plugins: pluginsAt(clock.now(), channels) });
}

/** The alert of that id; throws a UserError that names the nearest one. */
export function alertNamed({ alerts }: Config, id: string): AlertConfig {
  const alert = alerts.get(id);
  if (!alert) throw notThere('alert', id, alerts.keys());
  return alert;
}

/** The digest of that id; throws a UserError that names the nearest one. */
export function digestOf({ digests }: Config, id: string): DigestConfig {
  const digest = digests.get(id);
  if (!digest) throw notThere('digest', id, digests.keys());
  return digest;
}
