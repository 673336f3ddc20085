import type { Receipt } from '../channels/channel.js';
import type { Recipient } from './message.js';
import type { Notice } from './notice.js';

/** The state of sending one notice. */
export interface NotificationAttempt {
  readonly notice: Notice;
  /** Recipients left. */
  readonly waiting: readonly PendingRecipient[];
  /** Recipients used only when the others fail: on channels by which the digest itself failed. */
  readonly reserve: readonly Recipient[];
  /** Rounds so far. */
  readonly attempt: number;
  /** Not to be tried earlier, epoch ms. */
  readonly notBefore: number;
  /** True once a recipient has it, or may have it and must not get it twice. */
  readonly told: boolean;
}

export interface PendingRecipient {
  readonly to: Recipient;
  /** When the last send with an unknown outcome began, epoch ms; null without one. */
  readonly unknownSince: number | null;
}

/** What one send came to for one recipient. `unknown`: it may have arrived, and is not sent again. */
export type NotificationOutcome =
  | 'delivered'
  | 'unknown'
  | 'permanent'
  | { readonly retry: PendingRecipient; readonly waitMs: number | null };

/** A notice for all recipients under `notify:`; channels that did not fail come first. */
export function notificationFor(
  notice: Notice,
  everybody: readonly Recipient[],
  now: number,
): NotificationAttempt {
  const lost = notice.about === 'digest' ? notice.lost : [];
  const failed = new Set(lost.map(({ kind }) => kind));
  const others = everybody.filter(({ target }) => !failed.has(target.kind));
  const first = others.length > 0 ? others : everybody;
  return {
    notice,
    waiting: first.map(fresh),
    reserve: everybody.filter((recipient) => !first.includes(recipient)),
    attempt: 0,
    notBefore: now,
    told: false,
  };
}

const fresh = (to: Recipient): PendingRecipient => ({ to, unknownSince: null });

/** What a receipt means for a recipient. After a second unknown outcome nothing is sent again, nor after the first with `onUnknown: hold`. */
export function outcomeOfReceipt(
  receipt: Receipt,
  { to, unknownSince }: PendingRecipient,
  begunAt: number,
): NotificationOutcome {
  switch (receipt.state) {
    case 'delivered':
      return 'delivered';
    case 'permanent':
      return 'permanent';
    case 'retryable':
      return { retry: { to, unknownSince }, waitMs: receipt.waitMs };
    case 'unknown': {
      const policy = to.connection.onUnknown;
      if (policy === 'repeat') return { retry: { to, unknownSince: null }, waitMs: null };
      if (unknownSince !== null || (policy === 'hold' && !to.connection.find)) return 'unknown';
      return { retry: { to, unknownSince: begunAt }, waitMs: null };
    }
  }
}

/** Rounds after which unreachable recipients are given up when others were reached: most of a day. */
const MAX_ROUNDS = 24;

/** The state after a round; null when nothing is left to do. `wait` gives the back-off in ms. */
export function afterRound(
  notification: NotificationAttempt,
  results: readonly NotificationOutcome[],
  { now, wait }: { readonly now: number; readonly wait: (attempt: number, asked: number | null) => number },
): NotificationAttempt | null {
  const attempt = notification.attempt + 1;
  const retries = results.filter((result) => typeof result === 'object');
  const told =
    notification.told ||
    results.includes('delivered') ||
    (results.includes('unknown') && retries.length + notification.reserve.length === 0);
  if (told && (retries.length === 0 || attempt >= MAX_ROUNDS)) return null;
  const waiting = retries.map((result) => result.retry);
  const asked = Math.max(0, ...retries.map(({ waitMs }) => waitMs ?? 0));
  const notBefore = now + wait(attempt, asked || null);
  if (told) return { ...notification, waiting, attempt, notBefore, told };
  if (notification.reserve.length > 0)
    return {
      ...notification,
      waiting: [...waiting, ...notification.reserve.map(fresh)],
      reserve: [],
      attempt,
      notBefore: now,
    };
  // Everybody refused it: try again, in case that is fixed.
  const everybody = waiting.length > 0 ? waiting : notification.waiting;
  return { ...notification, waiting: everybody, attempt, notBefore };
}
