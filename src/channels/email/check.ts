import type { Check } from '../channel.js';
import { classifyTokenFailure } from '../oauth2/answers.js';
import { sentence } from '../receipt.js';
import { classifyAnswer } from './answers.js';
import type { MailOutcome, MailServer } from './mail-server.js';

/** How a check is told. */
interface Telling {
  /** `The mail server mail.example.com:587`. */
  readonly name: string;
  readonly login: 'none' | 'password' | 'token';
  /** Whether the server must take addresses with letters outside ASCII before the @. */
  readonly utf8: boolean;
}

const TOOK: Readonly<Record<Telling['login'], string>> = {
  none: 'took the connection; there is no user in email, so no login was tried',
  password: 'took the connection and the login',
  token: 'took the connection and the login with an access token, which the token server gave',
};

/** Gets a token where one is needed, connects and logs in; sends nothing. */
export async function checkServer(server: MailServer, telling: Telling, signal: AbortSignal): Promise<Check> {
  const outcome = await server.verify(telling.utf8, signal);
  if (!outcome.ok) return refused(outcome, telling.name);
  const notes = [
    `${telling.name} ${TOOK[telling.login]}. No address was tried.`,
    ...(outcome.rotated ? [ROTATED] : []),
  ];
  return { ok: true, detail: notes.join(' ') };
}

/** The configuration cannot be written to; a token server may take each refresh token once only, or for a limited time. */
export const ROTATED =
  'The token server replaced the refresh token. botdigest uses the new one until it stops and writes it nowhere: if the server takes each refresh token once only, let it reuse them; else renew email.oauth2.refreshToken before it expires.';

function refused(outcome: Extract<MailOutcome, { readonly ok: false }>, name: string): Check {
  const byMail = outcome.by === 'mail server';
  const { says, hint } = byMail ? classifyAnswer(outcome.failure) : classifyTokenFailure(outcome.failure);
  const detail = byMail ? outcome.failure.detail.line(outcome.secrets) : outcome.failure.detail;
  const who = byMail ? name : tokenServer(outcome.failure);
  return {
    ok: false,
    message: sentence(`${who} ${says}`, detail, ''),
    hint: hint || 'Try again in a while.',
  };
}

/** The token server as messages name it. */
export const tokenServer = ({ host }: { readonly host: string }): string => `The token server ${host}`;
