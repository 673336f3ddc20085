import type { ReportName } from '../../vocabulary/chatbot.js';

/** What the counts of each report are multiplied by. */
export type Scales = Readonly<Record<ReportName, number>>;

/**
 * Secret factors under which all sums and ratios that a probe compares still agree: one for conversations, larger than the largest count, so
 * that no count stays what it was, and another such for messages by conversation. 0 leaves out the counts of an account that has too few.
 */
export function scalesFor(
  { largest, isThin, averageIsOfMessages }: ScaleFacts,
  random: () => number,
): Scales {
  const least = Math.max(largest, 1);
  /** Larger than any count, as long as what it is multiplied with still is a safe integer. */
  const factor = (of: number) => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / of);
    return Math.max(2, Math.min(most, least + 1 + Math.floor(random() * least)));
  };
  const conversations = isThin ? 0 : factor(2 * least);
  const messages = factor(Math.max(conversations, 1) * least);
  return {
    conversations,
    paid: conversations,
    messages: conversations * messages,
    average: averageIsOfMessages ? messages : conversations,
    heatmap: conversations,
    interactions: conversations,
  };
}

export interface ScaleFacts {
  /** The largest count of all answers. */
  readonly largest: number;
  /** Whether there are too few conversations to settle anything. */
  readonly isThin: boolean;
  /** Whether `conversations.avg` is messages by conversations. */
  readonly averageIsOfMessages: boolean;
}

/** The largest finite number in JSON. */
export function largestIn(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.abs(value) : 0;
  if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((most, one) => Math.max(most, largestIn(one)), 0);
}
