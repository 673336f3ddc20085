import { dirname } from 'node:path';
import { createClient, type ReportsClient } from './chatbot/client.js';
import { fetchSnapshot, listStories } from './chatbot/fetch.js';
import type { ChatbotConfig, Config, DigestConfig } from './config/config.js';
import { loadConfig, type Plugins } from './config/load.js';
import type { Check, Deliverer } from './deliver/deliverer.js';
import { composeMessage } from './deliver/email/message.js';
import { createDeliverers, delivererOptions } from './deliver/registry.js';
import type { Clock } from './lib/clock.js';
import { cronProblem } from './lib/cron.js';
import { UserError } from './lib/errors.js';
import type { Secret } from './lib/secret.js';
import { didYouMean } from './lib/suggest.js';
import { bodies, formats } from './render/registry.js';
import { execute, type RunResult, type RunTools, type RunWatch } from './run/execute.js';
import { type Preview, preview } from './run/preview.js';
import type { Slot } from './schedule/slot.js';

/** What the app takes from outside. */
export interface AppContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** The parts of botdigest put together for one configuration. */
export interface App {
  readonly config: Config;
  /** The digest of that id, or an error that names the nearest one. */
  digest(id: string): DigestConfig;
  run(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<RunResult>;
  preview(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<Preview>;
  /** Tries every token and login without sending anything. */
  check(signal: AbortSignal): Promise<readonly { readonly name: string; readonly result: Check }[]>;
  /** Closes what is open; may be called twice. */
  stop(): Promise<void>;
}
