import type { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import type { Config } from '../config/config.js';
import { cachedByObject } from '../lib/async/cache.js';
import { messageOf, UserError } from '../lib/errors.js';
import type { Secret } from '../lib/secret.js';
import { createRedactor } from '../lib/secret.js';
import { maskedAddresses } from '../lib/text/masked.js';
import { networkOf } from '../server/connections.js';
import { isOwnOrigin, ownPath } from './access/origin.js';
import { createPasswordCheck } from './access/password.js';
import { createSessions, hasToken, SESSION_LASTS, type Session } from './access/sessions.js';
import { createTries } from './access/tries.js';
import { ASSETS } from './assets/assets.js';
import { LoginPage } from './pages/login.js';
import { MessagePage } from './pages/message.js';
import { documentOf, type PageFrame } from './parts/layout.js';
import { actionRoutes } from './routes/actions.js';
import { createDesk } from './routes/desk.js';
import { pageRoutes } from './routes/pages.js';
import type { ConsoleTools } from './tools.js';
import type { Answer, RouteHandler, Visit } from './visit.js';
import { maskedAddress, wholeAddress } from './words/readers.js';

interface Env {
  readonly Bindings: { readonly incoming: IncomingMessage };
}

type Ctx = Context<Env>;

/** Answers requests for the console's pages; health and metrics are answered before it is asked. */
export interface Console {
  fetch(request: Request, bindings: Env['Bindings']): Response | Promise<Response>;
}

const COOKIE = 'botdigest_session';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function createConsole(tools: ConsoleTools): Console {
  const app = new Hono<Env>();
  const door = createDoor(tools);
  const desk = createDesk(tools);
  app.use(async (context, next) => {
    await next();
    harden(context);
  });
  for (const [path, { type, read }] of ASSETS) app.get(path, async () => asset(type, await read()));
  app.get('/login', (context) => door.showLogin(context));
  app.post('/login', (context) => door.signIn(context));
  app.post('/logout', (context) => door.signOut(context));
  for (const [path, handler] of Object.entries(pageRoutes(desk)))
    app.get(path, (context) => door.show(context, handler));
  for (const [path, handler] of Object.entries(actionRoutes(desk)))
    app.post(path, (context) => door.act(context, handler));
  app.notFound((context) => door.missing(context));
  app.onError((error, context) => door.failed(context, error));
  return { fetch: (request, bindings) => app.fetch(request, bindings) };
}

function harden({ res }: Ctx): void {
  const { headers } = res;
  const fallback = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  fallback('cache-control', 'no-store');
  fallback('content-security-policy', POLICY);
  headers.set('x-content-type-options', 'nosniff');
  // Not no-referrer: browsers would send the origin of forms as null.
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
}

const asset = (type: string, content: string | Buffer): Response =>
  new Response(typeof content === 'string' ? content : new Uint8Array(content), {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
  });

/** Who may see and do what. */
function createDoor({ clock, config, version }: ConsoleTools) {
  const sessions = createSessions();
  const tries = createTries();
  const check = createPasswordCheck();
  const password = (): Secret | null => config().server?.password ?? null;
  /** Secrets but the console's own, which no page has: it may be a word that pages need. */
  const redactor = cachedByObject(({ secrets, server }: Config) =>
    createRedactor(secrets.filter((secret) => secret.reveal() !== server?.password?.reveal())),
  );
  const sessionOf = (context: Ctx): Session | null => {
    const secret = password();
    const id = cookieOf(context.req.header('cookie') ?? '');
    return secret === null || id === null ? null : sessions.find(id, secret, clock.now());
  };
  const frameOf = (session: Session | null): PageFrame => {
    const said = session?.said ?? null;
    if (session) session.said = null;
    const visitor = { token: session?.token ?? null, hasPassword: password() !== null };
    return { visitor, zone: config().timezone, version, said };
  };
  const visitOf = (context: Ctx, session: Session | null, form: FormFields): Visit => ({
    ...{ session, frame: frameOf(session), now: clock.now() },
    shown: session ? wholeAddress : maskedAddress,
    param: (name) => context.req.param(name) ?? '',
    query: (name) => (context.req.query(name) ?? '').trim(),
    field: (name) => (form.get(name) ?? '').trim(),
  });
  const page = (html: string, session: Session | null, status = 200): Response => {
    const clean = redactor(config())(html);
    return new Response(session ? clean : maskedAddresses(clean), {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  };
  const respond = (answer: Answer, session: Session | null): Response => {
    switch (answer.kind) {
      case 'page':
        return page(answer.html, session, answer.status);
      case 'redirect':
        return redirect(answer.to);
      case 'file':
        return fileResponse(answer);
    }
  };
  const message = (session: Session | null, status: number, [title, text]: readonly [string, string]) =>
    page(documentOf(MessagePage({ frame: frameOf(session), title, text })), session, status);
  const login = (context: Ctx, problem: string | null, status = 200) => {
    const next = ownPath(context.req.query('next') ?? '/');
    return page(documentOf(LoginPage({ frame: frameOf(null), next, problem })), null, status);
  };
  const isForged = ({ req }: Ctx): boolean =>
    !isOwnOrigin(
      { origin: req.header('origin'), site: req.header('sec-fetch-site'), host: req.header('host') },
      config().server?.baseUrl ?? null,
    );
  const mayLook = (session: Session | null) => session !== null || password() === null;
  const toLogin = ({ req }: Ctx) => {
    const { pathname, search } = new URL(req.url);
    return redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  };
  return {
    showLogin: (context: Ctx) =>
      password() === null || sessionOf(context) ? redirect('/') : login(context, null),
    async signIn(context: Ctx): Promise<Response> {
      const secret = password();
      if (secret === null) return message(null, 403, NO_PASSWORD);
      if (isForged(context)) return message(null, 403, FORGED);
      const network = networkOf(context.env.incoming.socket.remoteAddress ?? '');
      const wait = tries.take(network, clock.now());
      if (wait !== null) {
        const refused = login(context, TOO_MANY, 429);
        refused.headers.set('retry-after', String(Math.ceil(wait / 1000)));
        return refused;
      }
      const form = await formOf(context);
      if (!(await check.matches(form.get('password') ?? '', secret)))
        return login(context, 'That is not the password.', 401);
      tries.forget(network);
      const answer = redirect(ownPath(form.get('next')));
      answer.headers.set('set-cookie', cookie(sessions.begin(secret, clock.now()).id, config()));
      return answer;
    },
    async signOut(context: Ctx): Promise<Response> {
      const session = sessionOf(context);
      if (session === null) return redirect('/login');
      const form = await formOf(context);
      if (isForged(context) || !hasToken(session, form.get('token'))) return message(session, 403, FORGED);
      sessions.end(session.id);
      const answer = redirect('/login');
      answer.headers.set('set-cookie', `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`);
      return answer;
    },
    async show(context: Ctx, handler: RouteHandler): Promise<Response> {
      const session = sessionOf(context);
      if (!mayLook(session)) return toLogin(context);
      return respond(await handler(visitOf(context, session, new URLSearchParams())), session);
    },
    async act(context: Ctx, handler: RouteHandler): Promise<Response> {
      const session = sessionOf(context);
      if (isForged(context)) return message(session, 403, FORGED);
      if (password() === null) return message(null, 403, NO_PASSWORD);
      if (session === null) return redirect('/login');
      const form = await formOf(context);
      if (!hasToken(session, form.get('token'))) return message(session, 403, FORGED);
      try {
        return respond(await handler(visitOf(context, session, form)), session);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        session.said = { tone: 'problem', text: error.message };
        return redirect(refererOf(context));
      }
    },
    missing(context: Ctx): Response {
      const session = sessionOf(context);
      if (!['GET', 'HEAD', 'POST'].includes(context.req.method)) {
        const refused = message(session, 405, ['Not allowed', 'Only GET, HEAD and POST are answered.']);
        refused.headers.set('allow', 'GET, HEAD, POST');
        return refused;
      }
      if (!mayLook(session)) return toLogin(context);
      return message(session, 404, ['Not found', `There is nothing at ${context.req.path}.`]);
    },
    failed(context: Ctx, error: unknown): Response {
      const session = sessionOf(context);
      if (!mayLook(session)) return toLogin(context);
      const known = error instanceof UserError;
      const title = known ? 'That is not at hand' : 'Something unexpected happened';
      return message(session, known ? 404 : 500, [title, messageOf(error)]);
    },
  };
}

type FormFields = Pick<URLSearchParams, 'get'>;

/** The fields of a form that was sent as browsers send those without files. */
const formOf = async ({ req }: Ctx): Promise<FormFields> => new URLSearchParams(await req.text());

function cookieOf(header: string): string | null {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? null;
}

function cookie(id: string, { server }: Config): string {
  const secure = server?.baseUrl?.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${id}; Path=/; Max-Age=${SESSION_LASTS / 1000}; HttpOnly; SameSite=Strict${secure}`;
}

const redirect = (to: string): Response => new Response(null, { status: 303, headers: { location: to } });

/** The page that the form stood on. */
function refererOf({ req }: Ctx): string {
  const referer = req.header('referer') ?? '';
  return URL.canParse(referer) ? ownPath(new URL(referer).pathname) : '/';
}

function fileResponse({ bytes, type, name, policy }: Extract<Answer, { kind: 'file' }>): Response {
  const how = policy === null ? 'attachment' : 'inline';
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': policy ?? "default-src 'none'; sandbox",
    },
  });
}

const NO_PASSWORD = [
  'Read-only',
  'The console has no password, so it changes nothing. Set server.password or server.passwordFile in the configuration.',
] as const;
const FORGED = [
  'Refused',
  'The form did not come from this console, or its page is too old. Open the page again and repeat it.',
] as const;
const TOO_MANY = 'Too many tries: wait a minute.';
