import { needsUtf8 } from '../../config/values/mailbox.js';
import { untilAborted } from '../../lib/async/until-aborted.js';
import type { Secret } from '../../lib/secret.js';
import { ForeignText } from '../../lib/text/foreign.js';
import type { AccessTokens, TokenOutcome } from '../oauth2/access-tokens.js';
import type { TokenFailure } from '../oauth2/token-request.js';
import { type Route, type SmtpSession, smtpSession } from './nodemailer.js';
import type { EmailSettings } from './settings.js';
import { followConversation, type Offers } from './smtp/conversation.js';
import { failureOf, type Login, NotOffered, type SmtpFailure } from './smtp/failure.js';

/** How a session ended; `secrets` are those of its login, which the server may quote. */
export type MailOutcome = SessionOutcome | TokenRefusal;

type SessionOutcome = { readonly secrets: readonly Secret[] } & (
  | {
      readonly ok: true;
      readonly reply: ForeignText;
      /** The token server replaced the refresh token; of sends, the first tells. */
      readonly rotated: boolean;
    }
  | { readonly ok: false; readonly by: 'mail server'; readonly failure: SmtpFailure }
);

/** The token server gave no token, so that no mail server was asked. */
interface TokenRefusal {
  readonly ok: false;
  readonly by: 'token server';
  readonly failure: TokenFailure;
}

export interface MailServer {
  /** Hands over one message for one recipient, once. Never throws. */
  submit(route: Route, message: Buffer, signal: AbortSignal): Promise<MailOutcome>;
  /** Connects, secures and logs in, without sending. `utf8`: the server must take addresses outside ASCII. Never throws. */
  verify(utf8: boolean, signal: AbortSignal): Promise<MailOutcome>;
}

interface MailServerTools {
  /** More certificates to trust, as PEM. */
  readonly ca: readonly string[];
  readonly tokens: AccessTokens;
}

/** What a session does once it is logged in; resolves with the server's reply. */
interface Errand {
  readonly utf8: boolean;
  readonly signal: AbortSignal;
  run(session: SmtpSession): Promise<string>;
}

export function mailServer(settings: EmailSettings, tools: MailServerTools): MailServer {
  let told = false;
  const toldOnce = (outcome: MailOutcome): MailOutcome => {
    if (!outcome.ok || !outcome.rotated) return outcome;
    const rotated = !told;
    told = true;
    return { ...outcome, rotated };
  };
  return {
    async submit(route, message, signal) {
      const utf8 = needsUtf8(route.from) || needsUtf8(route.to);
      const run = (session: SmtpSession) => session.send(route, message);
      return toldOnce(await perform(settings, tools, { utf8, signal, run }));
    },
    verify: (utf8, signal) =>
      perform(settings, tools, {
        utf8,
        signal,
        async run(session) {
          session.quit();
          return '';
        },
      }),
  };
}

async function perform(
  settings: EmailSettings,
  tools: MailServerTools,
  errand: Errand,
): Promise<MailOutcome> {
  const { oauth2 } = settings;
  if (oauth2 === null) return converse(settings, { tools, errand, login: passwordLogin(settings) });
  const { signal } = errand;
  const timeout = settings.timeout;
  const tried = async (outcome: TokenOutcome): Promise<MailOutcome> => {
    if (!outcome.ok) return { ok: false, by: 'token server', failure: outcome.failure };
    const login = { by: 'token', user: oauth2.user, secret: outcome.token } as const;
    const ended = await converse(settings, { tools, errand, login });
    return ended.ok ? { ...ended, rotated: outcome.rotated } : ended;
  };
  const first = await tools.tokens.get(oauth2, { timeout, signal });
  const outcome = await tried(first);
  if (!first.ok || !isTokenRefused(outcome)) return outcome;
  const second = await tools.tokens.get(oauth2, { timeout, signal, refused: first.token });
  return tried(second);
}

function passwordLogin({ user, password }: EmailSettings): Login {
  return user === null || password === null ? null : { by: 'password', user, secret: password };
}

/** Whether the mail server refused the token for good: a new one may do. */
const isTokenRefused = (outcome: MailOutcome): boolean =>
  !outcome.ok &&
  outcome.by === 'mail server' &&
  outcome.failure.stage === 'login' &&
  (outcome.failure.code ?? 0) >= 500;

interface Meeting {
  readonly tools: MailServerTools;
  readonly errand: Errand;
  readonly login: Login;
}

async function converse(settings: EmailSettings, { tools, errand, login }: Meeting): Promise<SessionOutcome> {
  const { signal } = errand;
  const transcript = followConversation();
  const secrets = login === null ? [] : [login.secret];
  const session = smtpSession({ settings, ca: tools.ca, transcript });
  const talk = async () => {
    signal.throwIfAborted();
    await session.open();
    requireOffered(transcript.offers(), { byToken: login?.by === 'token', utf8: false });
    if (login !== null) await session.logIn(login);
    requireOffered(transcript.offers(), { byToken: false, utf8: errand.utf8 });
    return errand.run(session);
  };
  try {
    const reply = await untilAborted(talk(), signal);
    return { ok: true, reply: new ForeignText(reply), rotated: false, secrets };
  } catch (error) {
    const failure = failureOf(error, { transcript, signal, login });
    return { ok: false, by: 'mail server', failure, secrets };
  } finally {
    session.close();
  }
}

/** Nothing is sent to a server that lacks what this session needs. */
function requireOffered(
  { logins, smtpUtf8 }: Offers,
  needed: { readonly byToken: boolean; readonly utf8: boolean },
): void {
  if (needed.byToken && !logins?.includes('XOAUTH2'))
    throw new NotOffered(
      'EXOAUTH2',
      logins?.length ? `it offers ${logins.join(', ')}` : 'it offers no login',
    );
  if (needed.utf8 && !smtpUtf8) throw new NotOffered('ESMTPUTF8', 'it offers no SMTPUTF8');
}
