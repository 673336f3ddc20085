import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OAuth2Login } from '../../src/channels/email/blocks/oauth2.js';
import { Secret } from '../../src/lib/secret.js';

const CLIENT = { id: 'botdigest-app', secret: 'app-secret~8Q/+x' } as const;
const SCOPE = 'https://outlook.office365.com/.default';
const MAILBOX = 'reports@example.org';

interface TokenServerOptions {
  /** Validity of access tokens in seconds, as the server says; null says nothing. */
  readonly expiresIn?: number | null;
  /** Each refresh token is taken once, and replaced. */
  readonly rotates?: boolean;
}

/** What a client of its own asks such a server for a token with. */
export const tokenGrant = (tokenUrl: string) => ({
  tokenUrl,
  clientId: CLIENT.id,
  clientSecret: new Secret(CLIENT.secret),
  scope: SCOPE,
  refreshToken: null,
});

/** What a test has the server do instead of its work. */
type Respond = (response: ServerResponse) => void;

export interface TokenServer {
  readonly url: string;
  /** The forms that were posted, in order. */
  readonly forms: readonly Readonly<Record<string, string>>[];
  /** Access tokens that were issued, in order. */
  readonly issued: readonly string[];
  readonly refreshToken: string;
  /** Whether an access token is valid. */
  accepts(token: string): boolean;
  /** Makes every token that was issued so far invalid, as when an administrator ends all sessions. */
  revoke(): void;
  /** What is answered from now on; null for tokens again. */
  answer(respond: Respond | null): void;
  /** Settings of a client of this server; with its refresh token, or as an app of its own. */
  login(by: 'client' | 'refresh', overrides?: Partial<OAuth2Login>): OAuth2Login;
  stop(): Promise<void>;
}

export const respondWith =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Respond =>
  (response) => {
    const json = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(json);
  };

/** A token server (RFC 6749) on a free port of 127.0.0.1 that refuses what the standard does not allow. */
export async function startTokenServer(options: TokenServerOptions = {}): Promise<TokenServer> {
  const state = {
    forms: [] as Record<string, string>[],
    issued: [] as string[],
    valid: new Set<string>(),
    refresh: 'refresh-token-0',
    respond: null as Respond | null,
  };
  const issue = (form: Record<string, string>) => {
    const token = `access-token-${state.issued.length + 1}.${'x'.repeat(40)}`;
    state.issued.push(token);
    state.valid.add(token);
    const { expiresIn = 3600, rotates = false } = options;
    if (rotates) state.refresh = `refresh-token-${state.issued.length}`;
    return {
      access_token: token,
      token_type: 'Bearer',
      ...(expiresIn === null ? {} : { expires_in: expiresIn }),
      ...(form.grant_type === 'refresh_token' ? { refresh_token: state.refresh } : {}),
    };
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    // Dovecot asks whether a token is valid.
    const asked = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('access_token');
    if (asked !== null)
      return respondWith(state.valid.has(asked) ? 200 : 401, {
        email: MAILBOX,
        active: state.valid.has(asked),
      })(response);
    const form = Object.fromEntries(new URLSearchParams(body));
    state.forms.push(form);
    if (state.respond !== null) return state.respond(response);
    const wrong = formFault(request, form, state.refresh);
    if (wrong !== null)
      return respondWith(wrong === 'invalid_client' ? 401 : 400, { error: wrong })(response);
    return respondWith(200, issue(form), { 'cache-control': 'no-store' })(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant/oauth2/v2.0/token`;
  return {
    url,
    forms: state.forms,
    issued: state.issued,
    get refreshToken() {
      return state.refresh;
    },
    accepts: (token) => state.valid.has(token),
    revoke: () => state.valid.clear(),
    answer(respond) {
      state.respond = respond;
    },
    login: (by, overrides = {}) => ({
      ...tokenGrant(url),
      scope: by === 'client' ? SCOPE : null,
      refreshToken: by === 'refresh' ? new Secret(state.refresh) : null,
      user: MAILBOX,
      ...overrides,
    }),
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The error code that RFC 6749 has for a request, or null. */
function formFault(
  { method, headers }: IncomingMessage,
  form: Readonly<Record<string, string>>,
  refreshToken: string,
): string | null {
  const encoded = headers['content-type'] === 'application/x-www-form-urlencoded';
  if (method !== 'POST' || !encoded || headers['user-agent'] === undefined) return 'invalid_request';
  if (form.client_id !== CLIENT.id || form.client_secret !== CLIENT.secret) return 'invalid_client';
  if (form.grant_type === 'refresh_token')
    return form.refresh_token === refreshToken ? null : 'invalid_grant';
  if (form.grant_type !== 'client_credentials') return 'unsupported_grant_type';
  return form.scope === SCOPE ? null : 'invalid_scope';
}
