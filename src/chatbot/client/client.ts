import type { ChatbotConfig } from '../../config/config.js';
import type { HttpNetwork } from '../../http/connections.js';
import { UserError } from '../../lib/errors.js';
import { isLoopback } from '../../lib/net/loopback.js';
import type { Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import { type ApiAnnouncement, announcementIn } from './announcement.js';
import { createHttp, type Http } from './http.js';
import { createPacer } from './pacer.js';
import type { RateLimiter } from './rate-limiter.js';
import { createSession, type ReportsSession, type RequestEvent, type SessionTools } from './session.js';
import { createSharedPacer } from './shared-pacer.js';

export interface ClientOptions {
  readonly token: Secret;
  /** Its key in the configuration, for messages: `chatbot.token`. */
  readonly tokenName: string;
  readonly chatbot: ChatbotConfig;
  /** No proxy and Node's certificates when left out. */
  readonly network?: HttpNetwork;
  /** `botdigest/1.2.3`. */
  readonly userAgent: string;
  readonly clock: Clock;
  /** Uniform in [0, 1), for back-off jitter. */
  readonly random: () => number;
  /** The rate limiter shared with other processes; null when this process is alone. */
  readonly rateLimiter: (() => Promise<RateLimiter>) | null;
  /** Called after every attempt. */
  onRequest?(event: RequestEvent): void;
  /** Called for every answer that announces a change of the API. */
  onAnnounced?(announcement: ApiAnnouncement): void;
  /** What requests go through, in place of the connections themselves. */
  through?(http: Http): Http;
}

/** The Reports API under one token. All runs of the process share its connections and its pace, which may be shared with other machines. */
export interface ReportsClient {
  /** The requests of one run. After a refused token the session makes no more requests. */
  session(): ReportsSession;
  /** Aborts requests under way and closes the connections. */
  close(): Promise<void>;
}

/** Throws a UserError when the base URL is neither https nor on loopback. */
export function createClient(options: ClientOptions): ReportsClient {
  const { token, tokenName, chatbot, network, userAgent, clock, random } = options;
  const baseUrl = safeUrl(chatbot.baseUrl);
  const connections = createHttp({ baseUrl, token, userAgent, timeout: chatbot.timeout, network });
  const listened = announcing(connections, (announcement) => options.onAnnounced?.(announcement));
  const http = options.through?.(listened) ?? listened;
  const { rateLimiter } = options;
  const pacer = rateLimiter
    ? createSharedPacer({ ...chatbot, rateLimiter, token, clock, random })
    : createPacer({ ...chatbot, clock });
  const onRequest = (event: RequestEvent) => options.onRequest?.(event);
  const tools: SessionTools = { http, pacer, limits: chatbot, token, tokenName, clock, random, onRequest };
  return {
    session: () => createSession(tools),
    close() {
      pacer.close();
      return http.close();
    },
  };
}

function announcing(http: Http, tell: (announcement: ApiAnnouncement) => void): Http {
  return {
    async get(target, options) {
      const outcome = await http.get(target, options);
      const announcement = outcome.kind === 'answer' ? announcementIn(outcome.header) : null;
      if (announcement !== null) tell(announcement);
      return outcome;
    },
    close: () => http.close(),
  };
}

/** Plain http would expose the token, so it is accepted on loopback only. */
function safeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url;
  const message =
    'chatbot.baseUrl must be an https:// URL; http:// is accepted only on this machine (127.0.0.1, localhost).';
  throw new UserError('insecure-url', message, { exitCode: 2 });
}
