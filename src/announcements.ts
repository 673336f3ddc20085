import { existsSync } from 'node:fs';
import { type ApiAnnouncement, announcementText } from './chatbot/client/announcement.js';
import type { StoreConfig } from './config/config.js';
import type { Ledger } from './ledger/ledger.js';
import { API_PLACE } from './ledger/model/api-place.js';
import type { Lazy } from './lib/async/lazy.js';
import type { Clock } from './lib/time/clock.js';

/** What the API announces of its end, told once a day. */
export interface Announcements {
  heard(announcement: ApiAnnouncement): void;
  /** Resolves when all that was heard is kept and told. */
  settled(): Promise<void>;
}

/** What was heard. `isNew`: for the first time in a day, of all processes on the store. */
export interface Heard {
  readonly text: string;
  readonly at: number;
  readonly isNew: boolean;
}

export interface AnnouncementTools {
  readonly store: StoreConfig;
  readonly ledger: Lazy<Ledger>;
  readonly clock: Clock;
  /** Called at most once an hour. */
  tell(heard: Heard): void;
}

const HOUR = 3_600_000;

/** Keeps in the ledger when it was last told. Without a store, or while it cannot be used, each process tells it once a day by itself. */
export function announcementsIn({ store, ledger, clock, tell }: AnnouncementTools): Announcements {
  let heardAt: number | null = null;
  let toldAt: number | null = null;
  let work: Promise<void> = Promise.resolve();

  async function isNew(text: string, at: number): Promise<boolean> {
    const alone = toldAt === null || at - toldAt >= 24 * HOUR;
    // A command that only looks makes no store for it.
    const isThere = store.kind === 'postgres' || existsSync(store.path);
    try {
      const opened = isThere ? await ledger.get() : await ledger.opened();
      return opened === null ? alone : await opened.reloads.announce(API_PLACE, text, at);
    } catch {
      return alone;
    }
  }

  return {
    heard(announcement) {
      const at = clock.now();
      if (heardAt !== null && Math.abs(at - heardAt) < HOUR) return;
      heardAt = at;
      const text = announcementText(announcement);
      work = work.then(async () => {
        const news = await isNew(text, at);
        if (news) toldAt = at;
        tell({ text, at, isNew: news });
      });
    },
    settled: () => work,
  };
}
