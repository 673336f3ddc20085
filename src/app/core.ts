import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Announcements, announcementsIn, type Heard } from '../announcements.js';
import type { Channels } from '../channels/channel.js';
import { CHANNELS, openChannels } from '../channels/registry.js';
import { createRecentAnswers } from '../chatbot/client/recent-answers.js';
import { clusterOf, type Shared } from '../cluster.js';
import { channelMeans, USER_AGENT } from '../composition.js';
import type { Config } from '../config/config.js';
import type { AppContext } from '../configuration.js';
import { createHttpClient, type HttpClient } from '../http/client.js';
import type { Ledger } from '../ledger/ledger.js';
import { SERVICE_LEASE } from '../ledger/model/service-lease.js';
import { lazy } from '../lib/async/lazy.js';
import type { Clock } from '../lib/time/clock.js';
import type { Observe } from '../run/events/event.js';
import type { Service } from '../run/service/service.js';
import { weeksIn } from '../weeks.js';
import { type AppParts, createParts, type PartsContext } from './parts.js';

/** What all commands of an app work with. */
export interface AppCore {
  readonly config: Config;
  readonly context: AppContext;
  readonly parts: AppParts;
  readonly common: PartsContext;
  readonly http: HttpClient;
  readonly shared: Shared;
  /** This process: its clock, its chance, and its name in leases. */
  readonly self: { readonly clock: Clock; readonly random: () => number; readonly owner: string };
  readonly live: Live;
  /** What the API says of its own end. */
  readonly announcements: Announcements;
  /** The store, opened when it is first asked for: most commands need none. */
  ledger(): Promise<Ledger>;
  /** Whether a service works on the store. */
  attended(): Promise<boolean>;
  /** The configuration in use: that of the service, once it runs. */
  inUse(): Config;
  /** The channels of a configuration. */
  channels(config: Config): Channels;
  close(): Promise<void>;
}

/** What changes while a service runs. */
export interface Live {
  /** Null until it has started. */
  service: Service<AppParts> | null;
  /** Takes its events; commands keep no log. */
  observe: Observe;
  /** Takes what the API says of its own end. */
  announce(heard: Heard): void;
}

export function createCore(config: Config, context: AppContext): AppCore {
  const { clock, channels: registered = CHANNELS } = context;
  const place = { ...config.store, ca: config.ca };
  // Its drivers are loaded with it.
  const store = lazy(async () => (await import('../ledger/open.js')).openLedger(place, () => clock.now()));
  const shared = clusterOf(place, store.get);
  const live: Live = {
    service: null,
    observe: () => {},
    announce({ text, isNew }) {
      if (isNew) context.onAnnounced?.(text);
    },
  };
  const inUse = () => live.service?.config() ?? config;
  const http = createHttpClient({ network: inUse });
  const weeks = weeksIn(config.store, store, (error) =>
    live.observe({ kind: 'trouble', what: 'the weeks kept in the store', error }),
  );
  const means = channelMeans({ clock, http });
  const recent = createRecentAnswers(clock);
  const announcements = announcementsIn({
    ...{ store: config.store, ledger: store, clock },
    tell: (heard) => live.announce(heard),
  });
  const { rateLimiter } = shared;
  const common = { ...means, recent, rateLimiter, registered, weeks, onAnnounced: announcements.heard };
  const parts = createParts(config, common);
  const owner = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  return {
    ...{ config, context, parts, common, http, shared, live, announcements, inUse },
    self: { clock, random: Math.random, owner },
    ledger: store.get,
    attended: async () => (await store.get()).leases.isTaken(SERVICE_LEASE, clock.now()),
    channels: (now) => openChannels(now, { ...means, userAgent: USER_AGENT }, registered),
    async close() {
      await parts.close();
      await announcements.settled();
      await http.close();
      await shared.close();
      await (await store.opened())?.close();
    },
  };
}
