import type { Channels, Receipt } from '../channels/channel.js';
import type { Config } from '../config/config.js';
import type { Ledger, Reload, Streak } from '../ledger/ledger.js';
import { LedgerError } from '../ledger/model/errors.js';
import { messageOf } from '../lib/errors.js';
import { createRedactor } from '../lib/secret.js';
import type { Clock } from '../lib/time/clock.js';
import { runSubjects } from '../run/alerts/check-digest.js';
import type { Observe } from '../run/events/event.js';
import { waitAfter } from '../run/journal/backoff.js';
import { noticeEnvelope, type Recipient } from './message.js';
import { type Notice, noticeName, noticeOf, reloadNoticeOf, subjectOf } from './notice.js';
import {
  afterRound,
  type NotificationAttempt,
  type NotificationOutcome,
  notificationFor,
  outcomeOfReceipt,
  type PendingRecipient,
} from './notification-attempt.js';

export interface NotifierTools {
  readonly ledger: Pick<Ledger, 'streaks' | 'reloads' | 'history' | 'leases'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Names this process in leases. */
  readonly owner: string;
  readonly observe: Observe;
  /** The configuration in use. */
  config(): Config;
  /** The channels of a configuration. */
  channels(config: Config): Channels;
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
  #notifications = new Map<string, NotificationAttempt>();
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(tools: NotifierTools) {
    this.#tools = tools;
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
    this.#notifications = new Map();
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
    const { ledger, clock, owner } = this.#tools;
    const due = await this.#due();
    if (this.#tools.config().notify.length === 0) return this.#tellNobody(due);
    if (due.streaks.length + due.reloads.length + this.#notifications.size === 0 || !(await this.#mine()))
      return;
    await this.#gather();
    for (const notification of [...this.#notifications.values()]) {
      if (this.#stop.signal.aborted) break;
      if (notification.notBefore > clock.now()) continue;
      if (!(await this.#mine())) return;
      await this.#tell(notification);
    }
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

  /** Starts an attempt for each new notice and ends those that no longer apply. Call under the lease. */
  async #gather(): Promise<void> {
    const { clock } = this.#tools;
    const config = this.#tools.config();
    const everybody = this.#everybody(config);
    const news = await this.#news(config);
    for (const notice of news) {
      const subject = subjectOf(notice);
      if (this.#notifications.get(subject)?.notice.key === notice.key) continue;
      this.#notifications.set(subject, notificationFor(notice, everybody, clock.now()));
    }
    const open = new Set(news.map(subjectOf));
    for (const [subject, { told }] of this.#notifications)
      if (!told && !open.has(subject)) this.#notifications.delete(subject);
  }

  async #news(config: Config): Promise<Notice[]> {
    const { server } = config;
    const subjects = runSubjects(config);
    const { streaks, reloads } = await this.#due();
    const page = server?.baseUrl ?? null;
    const notices: Notice[] = reloads.map((reload) => reloadNoticeOf(reload, page));
    for (const streak of streaks) {
      const story = await this.#tools.ledger.history.run(streak.run);
      notices.push(noticeOf(streak, story, subjects.get(streak.digest), page));
    }
    return notices;
  }

  #everybody(config: Config): readonly Recipient[] {
    const channels = this.#tools.channels(config);
    return config.notify.flatMap((entry) => {
      const connection = channels.get(entry.kind)?.connect(entry);
      return connection ? connection.targets.map((target) => ({ connection, target })) : [];
    });
  }

  #mine(): Promise<boolean> {
    const { ledger, clock, owner } = this.#tools;
    const now = clock.now();
    return ledger.leases.take('notify', { owner, until: now + LEASE }, now);
  }

  async #tell(notification: NotificationAttempt): Promise<void> {
    const { clock, random } = this.#tools;
    const subject = subjectOf(notification.notice);
    const results = await Promise.all(
      notification.waiting.map((waiting) => this.#send(notification, waiting)),
    );
    const next = afterRound(notification, results, {
      now: clock.now(),
      wait: (attempt, asked) => waitAfter(attempt, asked, random),
    });
    if (!notification.told && (next === null || next.told)) await this.#settle(notification.notice);
    // A reload may have started a new attempt meanwhile.
    if (this.#notifications.get(subject) !== notification) return;
    if (next) this.#notifications.set(subject, next);
    else this.#notifications.delete(subject);
    if (next && next.notBefore <= clock.now()) this.#again = true;
  }

  async #settle(notice: Notice): Promise<void> {
    const { streaks, reloads } = this.#tools.ledger;
    const at = Math.max(notice.since, this.#tools.clock.now());
    if (notice.about === 'digest') await streaks.told(notice.digest, notice.health, at);
    else await reloads.told(notice.place, notice.health, at);
  }

  async #send({ notice }: NotificationAttempt, waiting: PendingRecipient): Promise<NotificationOutcome> {
    const { clock, observe } = this.#tools;
    const { secrets } = this.#tools.config();
    const { to, unknownSince } = waiting;
    const begunAt = clock.now();
    const receipt = await attempt(to, noticeEnvelope(notice, to, createRedactor(secrets)), {
      unknownSince,
      signal: this.#abort.signal,
    });
    const digest = notice.about === 'digest' ? notice.digest : null;
    const subject = noticeName(notice);
    observe({ kind: 'notice', digest, subject, health: notice.health, to: to.target, receipt });
    return outcomeOfReceipt(receipt, waiting, begunAt);
  }
}

interface Attempt {
  readonly unknownSince: number | null;
  readonly signal: AbortSignal;
}

/** Sends once; after an unknown outcome only when the other side, where it can be asked, does not have the message. */
async function attempt(
  { connection }: Recipient,
  envelope: ReturnType<typeof noticeEnvelope>,
  { unknownSince, signal }: Attempt,
): Promise<Receipt> {
  try {
    if (unknownSince !== null && connection.find) {
      const found = await connection.find(envelope, { since: unknownSince, signal });
      if (found.state === 'found') return { state: 'delivered', providerRef: found.providerRef, notes: [] };
      const hold = connection.onUnknown === 'hold';
      if (found.state === 'unclear' && hold)
        return { state: 'unknown', reason: 'held', message: found.message };
    }
    return await connection.deliver(envelope, signal);
  } catch (error) {
    return { state: 'permanent', reason: 'internal-error', message: `Unexpected: ${messageOf(error)}` };
  }
}
