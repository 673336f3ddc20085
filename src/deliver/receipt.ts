import type { Receipt } from './deliverer.js';

/** What an answer of the other side means: one line of a deliverer's table. */
export interface Verdict {
  readonly state: Exclude<Receipt['state'], 'delivered'>;
  readonly reason: string;
  /** What the other side did, to follow its name: `refused the recipient`. */
  readonly says: string;
  /** What to do about it, as a sentence; empty when waiting is all. */
  readonly hint: string;
}

/** `providerRef` is how the other side names what it accepted; `notes` are sentences about what had to be left out. */
export function delivered(providerRef: string, notes: readonly string[] = []): Receipt {
  return { state: 'delivered', providerRef, notes };
}

/** `waitMs` is how long the other side asked to wait. */
export function retryable(reason: string, message: string, waitMs: number | null = null): Receipt {
  return { state: 'retryable', reason, message, waitMs };
}

export function permanent(reason: string, message: string): Receipt {
  return { state: 'permanent', reason, message };
}

export function unknown(reason: string, message: string): Receipt {
  return { state: 'unknown', reason, message };
}

/** The receipt of a verdict about `who`; `detail` is what they answered, word for word, or empty. */
export function pronounce(verdict: Verdict, answer: { who: string; detail: string; waitMs?: number | null }) {
  const { state, reason } = verdict;
  const message = sentence(`${answer.who} ${verdict.says}`, answer.detail, verdict.hint);
  return state === 'retryable'
    ? retryable(reason, message, answer.waitMs ?? null)
    : ({ state, reason, message } satisfies Receipt);
}

/** `what: detail. hint` on one line, without control characters, the detail cut to 300 characters. */
export function sentence(what: string, detail: string, hint: string): string {
  const said = plain(detail, 300).replace(/\.$/, '');
  return `${what}${said ? `: ${said}` : ''}.${hint ? ` ${hint}` : ''}`;
}

/** Foreign text made safe to print: one line, no control characters, at most `max` characters. */
export function plain(text: string, max: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : line;
}
