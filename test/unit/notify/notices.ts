import type { Connection, OnUnknown } from '../../../src/channels/channel.js';
import type { RunStory, Streak } from '../../../src/ledger/ledger.js';
import type { Delivery } from '../../../src/ledger/model/delivery.js';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import type { Recipient } from '../../../src/notify/message.js';

export const AT = Date.UTC(2026, 10, 23, 7);

export function streak(over: Partial<Streak> = {}): Streak {
  return {
    digest: 'weekly',
    health: 'failing',
    since: AT,
    run: 'b47946a8e70c2317',
    failures: 1,
    scheduledFor: AT,
    told: 'well',
    toldAt: null,
    ...over,
  };
}

export function lost(over: Partial<Delivery> = {}): Delivery {
  return {
    id: 'b47946a8e70c2317.1',
    run: 'b47946a8e70c2317',
    position: 1,
    kind: 'email',
    target: 'ada@example.com',
    part: 'message',
    slice: '',
    body: null,
    attachments: null,
    carries: null,
    incomplete: 0,
    edition: 0,
    idempotencyKey: 'k',
    state: 'failed',
    origin: null,
    reason: channelReason('recipient-rejected'),
    error: 'The mail server refused the recipient.',
    attempt: 1,
    notes: null,
    notBefore: null,
    providerRef: null,
    startedAt: AT,
    finishedAt: AT,
    ...over,
  };
}

export function story(run: Partial<RunStory['run']>, deliveries: readonly Delivery[] = []): RunStory {
  return {
    run: {
      id: 'b47946a8e70c2317',
      digest: 'weekly',
      scheduledFor: AT,
      trigger: 'cron',
      state: 'partial',
      reason: 'undelivered',
      error: 'Not delivered: email ada@example.com (message).',
      attempt: 1,
      crashes: 0,
      queuedAt: AT,
      startedAt: AT,
      finishedAt: AT,
      notBefore: AT,
      deadline: null,
      plannedAt: AT,
      correcting: null,
      leaseOwner: null,
      leaseUntil: null,
      fence: 1,
      ...run,
    },
    deliveries,
    events: [],
    attempts: [],
    artifacts: [],
  };
}

/** Somebody to tell; only what decisions look at is there. */
export function recipient(
  kind: string,
  address = `someone by ${kind}`,
  { onUnknown = 'resend', asks = false }: { onUnknown?: OnUnknown; asks?: boolean } = {},
): Recipient {
  const connection = {
    kind,
    onUnknown,
    ...(asks && { find: async () => ({ state: 'absent' }) }),
  };
  return { connection: connection as unknown as Connection, target: { kind, address } };
}
