import type { Channels, Receipt } from '../channels/channel.js';
import type { Config } from '../config/config.js';
import { messageOf } from '../lib/errors.js';
import { createRedactor } from '../lib/secret.js';
import type { Clock } from '../lib/time/clock.js';
import type { Observe } from '../run/events/event.js';
import { waitAfter } from '../run/journal/backoff.js';
import { noticeEnvelope, type Recipient } from './message.js';
import { type Notice, noticeName, subjectOf } from './notice.js';
import {
  afterRound,
  type NotificationAttempt,
  type NotificationOutcome,
  notificationFor,
  outcomeOfReceipt,
  type PendingRecipient,
} from './notification-attempt.js';

export interface RoundsTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly observe: Observe;
  /** The configuration in use. */
  config(): Config;
  /** The channels of a configuration. */
  channels(config: Config): Channels;
}

interface RoundsContext extends RoundsTools {
  /** No further send begins once it aborts. */
  readonly stop: AbortSignal;
  /** Aborts sends under way. */
  readonly abort: AbortSignal;
  /** Once a recipient has a notice. */
  settle(notice: Notice): Promise<void>;
}

/** Sends notices to the recipients under `notify:`, in rounds with back-off until one has them. */
export class Rounds {
  readonly #tools: RoundsContext;
  #notifications = new Map<string, NotificationAttempt>();

  constructor(tools: RoundsContext) {
    this.#tools = tools;
  }

  get underWay(): number {
    return this.#notifications.size;
  }

  forget(): void {
    this.#notifications = new Map();
  }

  /** Starts an attempt for each new notice and ends those that no longer apply. */
  gather(news: readonly Notice[]): void {
    const { clock } = this.#tools;
    const everybody = this.#everybody();
    for (const notice of news) {
      const subject = subjectOf(notice);
      if (this.#notifications.get(subject)?.notice.key === notice.key) continue;
      this.#notifications.set(subject, notificationFor(notice, everybody, clock.now()));
    }
    const open = new Set(news.map(subjectOf));
    for (const [subject, { told }] of this.#notifications)
      if (!told && !open.has(subject)) this.#notifications.delete(subject);
  }

  /** Sends what is due, as long as `mine` says so before each. True when there is more to send at once. */
  async send(mine: () => Promise<boolean>): Promise<boolean> {
    const { clock, stop } = this.#tools;
    let again = false;
    for (const notification of [...this.#notifications.values()]) {
      if (stop.aborted) break;
      if (notification.notBefore > clock.now()) continue;
      if (!(await mine())) break;
      again = (await this.#tell(notification)) || again;
    }
    return again;
  }

  #everybody(): readonly Recipient[] {
    const config = this.#tools.config();
    const channels = this.#tools.channels(config);
    return config.notify.flatMap((entry) => {
      const connection = channels.get(entry.kind)?.connect(entry);
      return connection ? connection.targets.map((target) => ({ connection, target })) : [];
    });
  }

  /** True when the next round is due at once. */
  async #tell(notification: NotificationAttempt): Promise<boolean> {
    const { clock, random, settle } = this.#tools;
    const subject = subjectOf(notification.notice);
    const results = await Promise.all(
      notification.waiting.map((waiting) => this.#send(notification, waiting)),
    );
    const next = afterRound(notification, results, {
      now: clock.now(),
      wait: (attempt, asked) => waitAfter(attempt, asked, random),
    });
    if (!notification.told && (next === null || next.told)) await settle(notification.notice);
    // A reload may have started a new attempt meanwhile.
    if (this.#notifications.get(subject) !== notification) return false;
    if (next) this.#notifications.set(subject, next);
    else this.#notifications.delete(subject);
    return next !== null && next.notBefore <= clock.now();
  }

  async #send({ notice }: NotificationAttempt, waiting: PendingRecipient): Promise<NotificationOutcome> {
    const { clock, observe, config, abort } = this.#tools;
    const { secrets } = config();
    const { to, unknownSince } = waiting;
    const begunAt = clock.now();
    const receipt = await attempt(to, noticeEnvelope(notice, to, createRedactor(secrets)), {
      unknownSince,
      signal: abort,
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
