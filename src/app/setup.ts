import type { Check } from '../channels/channel.js';
import { createClients } from '../chatbot/client/clients.js';
import { USER_AGENT } from '../composition.js';
import type { DigestConfig } from '../config/config.js';
import { digestOf, openConfig } from '../configuration.js';
import type { StoredPause } from '../ledger/ledger.js';
import type { ProbeReport, ProbeRequest } from '../probing.js';
import { proxyCheck } from '../proxy-check.js';
import { checkConnections, type NamedCheck } from '../run/commands/check.js';
import { type Difference, differencesOf } from '../run/commands/diff.js';
import { type ReaderEntry, readersOf } from '../run/commands/readers.js';
import type { AppCore } from './core.js';
import { type AppParts, createParts } from './parts.js';

/** What can be said of a configuration. */
export interface SetupCommands {
  /** The digest of that id; throws a UserError that names the nearest one. */
  digest(id: string): DigestConfig;
  /** Everybody who gets something, and when next: slots that are left out by hand do not count. */
  readers(leftOut: readonly StoredPause[]): readonly ReaderEntry[];
  /** What this configuration does differently from the one in that file. */
  diff(file: string, leftOut: readonly StoredPause[]): Promise<readonly Difference[]>;
  /** Asks the account what the API's documentation leaves open; reads only. */
  probe(request: ProbeRequest): Promise<ProbeReport>;
  /** Tries every token and login without sending anything. */
  check(signal: AbortSignal): Promise<readonly NamedCheck[]>;
}

export function setupCommands(core: AppCore): SetupCommands {
  const { config, context, parts, common, self } = core;
  const { tools } = parts;
  return {
    digest: (id) => digestOf(config, id),
    readers: (leftOut) =>
      readersOf(tools.digests.values(), { channels: tools.channels, leftOut, now: self.clock.now() }),
    async diff(file, leftOut) {
      const other = createParts(await openConfig(file, context), common);
      const present = { now: self.clock.now(), leftOut };
      const found = differencesOf(comparedOf(other), comparedOf(parts), present);
      await other.close();
      return found;
    },
    async probe(request) {
      const { probeAccount } = await import('../probing.js');
      const { rateLimiter, onAnnounced } = common;
      return probeAccount(config, request, { ...self, userAgent: USER_AGENT, rateLimiter, onAnnounced });
    },
    async check(signal) {
      // At their own pace: a store that is down keeps nobody from trying a token.
      const alone = createClients(config, {
        ...{ ...self, userAgent: USER_AGENT, rateLimiter: null, onAnnounced: common.onAnnounced },
      });
      const checks = {
        clients: alone,
        channels: tools.channels,
        store: () => writable(core),
        proxy: proxyCheck(config, core.http),
      };
      return checkConnections(config, checks, signal).finally(() => alone.close());
    },
  };
}

const comparedOf = ({ config, tools: { digests, channels } }: AppParts) => ({ config, digests, channels });

async function writable({ ledger, self: { clock } }: AppCore): Promise<Check> {
  const opened = await ledger();
  await opened.probe(clock.now());
  return { ok: true, detail: 'It was opened and took a write.' };
}
