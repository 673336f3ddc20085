import { messageOf } from '../../../lib/errors.js';
import type { Secret } from '../../../lib/secret.js';
import { ForeignText } from '../../../lib/text/foreign.js';
import { type Offers, type SmtpTranscript, type Stage, stageOf } from './conversation.js';

/** How a session ended that did not end well. */
export interface SmtpFailure {
  readonly stage: Stage;
  /** The reply's three digits, or null when there was none. */
  readonly code: number | null;
  /** `5.1.1`, or empty. */
  readonly enhanced: string;
  /** The reply as sent, or the error's own words. */
  readonly detail: ForeignText;
  /** The library's and the system's codes: `ETIMEDOUT`, `ESOCKET ECONNREFUSED`; of ours `EABORT`, `EXOAUTH2`, `ESMTPUTF8`. */
  readonly cause: string;
  readonly offers: Offers;
  /** Whether the login was tried with an access token. */
  readonly byToken: boolean;
  /** Whether the reply finds fault with the name of this machine. */
  readonly aboutName: boolean;
}

/** How the session logs in; null for a server that asks for no login. */
export type Login =
  | { readonly by: 'password'; readonly user: string; readonly secret: Secret }
  | { readonly by: 'token'; readonly user: string; readonly secret: Secret }
  | null;

/** Something that the server does not offer and that cannot be done without; `code` as in `SmtpFailure.cause`. */
export class NotOffered extends Error {
  readonly code: 'EXOAUTH2' | 'ESMTPUTF8';

  constructor(code: NotOffered['code'], message: string) {
    super(message);
    this.code = code;
  }
}

interface Ending {
  readonly transcript: SmtpTranscript;
  readonly signal: AbortSignal;
  readonly login: Login;
}

/** The failure of a session that ended by what was thrown. */
export function failureOf(thrown: unknown, { transcript, signal, login }: Ending): SmtpFailure {
  const error = thrown as {
    code?: string;
    originalCode?: string;
    response?: string;
    command?: string;
    challenge?: string;
  };
  const { response = '', challenge } = error;
  const [, code, enhanced] = /^([45]\d\d)[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response) ?? [];
  const words = code ? [response, challenge].filter(Boolean).join(' after ') : messageOf(thrown);
  return {
    stage: (code && stageOf(error.command ?? '')) || transcript.stage(),
    code: code ? Number(code) : null,
    enhanced: enhanced ?? '',
    detail: new ForeignText(words),
    cause: signal.aborted && !code ? 'EABORT' : [error.code, error.originalCode].filter(Boolean).join(' '),
    offers: transcript.offers(),
    byToken: login?.by === 'token',
    aboutName: code !== undefined && /\b(HELO|EHLO)\b|fully[- ]qualified/i.test(response),
  };
}
