import type { Ledger, Reload, Streak } from '../ledger/ledger.js';
import { LedgerError } from '../ledger/model/errors.js';
import { runSubjects } from '../run/alerts/check-digest.js';
import { type Notice, noticeOf, reloadNoticeOf } from './notice.js';
import { Rounds, type RoundsTools } from './rounds.js';

export interface NotifierTools extends RoundsTools {
  readonly ledger: Pick<Ledger, 'streaks' | 'reloads' | 'history' | 'leases'>;
  /** Names this process in leases. */
  readonly owner: string;
}

/** Notifies recipients under `notify:` once when a digest or the configuration fails or is late, and once when it recovers. */
export interface Notifier {
  /** Sends what is due. Never rejects; resolves when all of it was tried. */
  look(): Promise<void>;
  /** Drops recipients of a former configuration; unreported notices stay due. */
  forget(): void;
  /** Starts no further send; those in progress get a few seconds. */
  stop(): Promise<void>;
}

/** What the ledger has to report. */
interface Due {
  readonly streaks: readonly Streak[];
  readonly reloads: readonly Reload[];
}

/** Only the lease holder sends; another process takes over when it is gone. */
const LEASE = 5 * 60_000;
const GRACE = 5_000;

export function createNotifier(tools: NotifierTools): Notifier {
  return new LedgerNotifier(tools);
}

class LedgerNotifier implements Notifier {
  readonly #tools: NotifierTools;
  readonly #stop = new AbortController();
  readonly #abort = new AbortController();
  readonly #rounds: Rounds;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(tools: NotifierTools) {
    this.#tools = tools;
    this.#rounds = new Rounds({
      ...tools,
      stop: this.#stop.signal,
      abort: this.#abort.signal,
      settle: (notice) => this.#settle(notice),
    });
  }

  look(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#lookOn();
    return this.#looking;
  }

  forget(): void {
    this.#rounds.forget();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    const done = new AbortController();
    const grace = this.#tools.clock.sleep(GRACE, done.signal).catch(() => {});
    await Promise.race([this.#looking, grace]);
    done.abort();
    this.#abort.abort(new Error('The service was stopped.'));
    await this.#looking;
  }

  async #lookOn(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#round();
      } catch (error) {
        // The service reports a store fault itself; what is due stays due.
        if (!(error instanceof LedgerError))
          this.#tools.observe({ kind: 'trouble', what: 'telling of a failure', error });
      }
    } while (this.#again && !this.#stop.signal.aborted);
    this.#looking = null;
  }

  async #round(): Promise<void> {
    const { ledger, owner } = this.#tools;
    const due = await this.#due();
    if (this.#tools.config().notify.length === 0) return this.#tellNobody(due);
    if (due.streaks.length + due.reloads.length + this.#rounds.underWay === 0 || !(await this.#mine()))
      return;
    this.#rounds.gather(await this.#news());
    if (await this.#rounds.send(() => this.#mine())) this.#again = true;
    await ledger.leases.release('notify', owner);
  }

  /** Without recipients a failure stays due, in case one is added; a recovery does not. */
  async #tellNobody({ streaks, reloads }: Due): Promise<void> {
    const { ledger, clock } = this.#tools;
    for (const { digest, health, since } of streaks)
      if (health === 'well') await ledger.streaks.told(digest, health, Math.max(since, clock.now()));
    for (const { place, health } of reloads)
      if (health === 'well') await ledger.reloads.told(place, health, clock.now());
  }

  async #due(): Promise<Due> {
    const { streaks, reloads } = this.#tools.ledger;
    return { streaks: await streaks.due(), reloads: await reloads.due() };
  }

  /** What there is to tell now. Call under the lease. */
  async #news(): Promise<Notice[]> {
    const config = this.#tools.config();
    const subjects = runSubjects(config);
    const { streaks, reloads } = await this.#due();
    const page = config.server?.baseUrl ?? null;
    const notices: Notice[] = reloads.map((reload) => reloadNoticeOf(reload, page));
    for (const streak of streaks) {
      const story = await this.#tools.ledger.history.run(streak.run);
      notices.push(noticeOf(streak, story, subjects.get(streak.digest), page));
    }
    return notices;
  }

  #mine(): Promise<boolean> {
    const { ledger, clock, owner } = this.#tools;
    const now = clock.now();
    return ledger.leases.take('notify', { owner, until: now + LEASE }, now);
  }

  async #settle(notice: Notice): Promise<void> {
    const { streaks, reloads } = this.#tools.ledger;
    if (notice.about === 'service') return;
    const at = Math.max(notice.since, this.#tools.clock.now());
    if (notice.about === 'digest') await streaks.told(notice.digest, notice.health, at);
    else await reloads.told(notice.place, notice.health, at);
  }
}
