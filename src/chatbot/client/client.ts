import type { ChatbotConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import { isLoopback } from '../../lib/net/loopback.js';
import type { Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import { createHttp } from './http.js';
import { createPacer } from './pacer.js';
import type { RateLimiter } from './rate-limiter.js';
import { createSession, type ReportsSession, type RequestEvent, type SessionTools } from './session.js';
import { createSharedPacer } from './shared-pacer.js';

export interface ClientOptions {
  readonly token: Secret;
  /** Where the token stands in the configuration, for messages: `chatbot.token`. */
  readonly tokenName: string;
  readonly chatbot: ChatbotConfig;
  /** `botdigest/1.2.3`. */
  readonly userAgent: string;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the jitter of the back-off. */
  readonly random: () => number;
  /** What this token's pace shares with other machines; null when it is this process's alone. */
  readonly turns: (() => Promise<RateLimiter>) | null;
  /** Told when an attempt has ended. */
  onRequest?(event: RequestEvent): void;
}

/** The Reports API under one token, whose connections and pace all runs of the process share; the pace perhaps with other machines. */
export interface ReportsClient {
  /** The requests of one run: a token refused there is not asked with again in that run. */
  session(): ReportsSession;
  /** Ends what is under way and closes the connections. */
  close(): Promise<void>;
}

/** Throws a UserError when the base URL is no URL, or is plain http and not on this machine. */
export function createClient(options: ClientOptions): ReportsClient {
  const { token, tokenName, chatbot, userAgent, clock, random } = options;
  const http = createHttp({ baseUrl: safeUrl(chatbot.baseUrl), token, userAgent, timeout: chatbot.timeout });
  const { turns } = options;
  const pacer = turns
    ? createSharedPacer({ ...chatbot, turns, token, clock, random })
    : createPacer({ ...chatbot, clock });
  const onRequest = (event: RequestEvent) => options.onRequest?.(event);
  const line: SessionTools = { http, pacer, limits: chatbot, token, tokenName, clock, random, onRequest };
  return {
    session: () => createSession(line),
    close() {
      pacer.close();
      return http.close();
    },
  };
}

/** The token travels in the clear over http, so that stays on this machine. */
function safeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url;
  const message = 'chatbot.baseUrl must be an https:// address; http:// is only for this machine.';
  throw new UserError('insecure-url', message, { exitCode: 2 });
}
