import { ForeignText } from '../lib/text/foreign.js';
import type { Receipt } from './channel.js';

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

/** `what: detail. hint` on one line, without control characters, the detail cut to 300 characters. */
export function sentence(what: string, detail: string, hint: string): string {
  const said = plain(detail, 300).replace(/\.$/, '');
  return `${what}${said ? `: ${said}` : ''}.${hint ? ` ${hint}` : ''}`;
}

/** Foreign text made safe to print: one line, no control characters, at most `max` characters. */
export const plain = (text: string, max: number): string => new ForeignText(text).line([], max);
