import { dirname, resolve } from 'node:path';
import { Secret } from '../../lib/secret.js';
import type { ChannelRules } from '../channel-rules.js';
import type { BotConfig, Config, ServerConfig, StoreConfig, Theme } from '../config.js';
import type { Environment } from '../read/variables.js';
import type { Root } from '../schema/root.js';
import { parseListen } from '../schema/server.js';
import { sqliteFile } from '../schema/store.js';
import { mergeFolderTheme, mergeTemplates, type Restyled } from '../templates/templates.js';
import { mergeTheme } from '../templates/theme.js';
import { parseUrl, percentDecoded } from '../values/address.js';
import { expandHome } from '../values/file-path.js';
import { withFiles } from '../values/postgres-url.js';
import { resolveAlert } from './alert.js';
import type { Calendars } from './calendars.js';
import type { Common } from './common.js';
import { resolveDigest } from './digest.js';
import { firstWeekday } from './first-weekday.js';
import { resolveHolidays } from './holidays.js';
import { resolveProxy } from './proxy.js';
import { targets } from './target.js';

/** Inputs to resolve a validated file into a Config. */
export interface ResolveContext {
  readonly file: string;
  /** Contents of secret files, by the path of their key. */
  readonly secretFiles: ReadonlyMap<string, Secret>;
  /** Certificates of the file under `ca`. */
  readonly certificates: readonly string[];
  readonly env: Environment;
  readonly channels: readonly ChannelRules[];
  readonly calendars: Calendars;
  readonly defaultTheme: Theme;
  readonly restyled: Restyled;
}

/** Fills in inherited values and converts the file's notation into the Config's. The input must be valid. */
export function resolveConfig(root: Root, around: ResolveContext): Omit<Config, 'secrets' | 'warnings'> {
  const { file, restyled } = around;
  const own = restyled.folders.get('templates');
  const templates = mergeTemplates(restyled.defaults, own);
  const theme = mergeTheme(mergeFolderTheme(around.defaultTheme, own), root.theme, file);
  const bots = resolveBots(root, around);
  const common: Common = {
    timezone: root.timezone,
    locale: root.locale,
    weekStart: root.weekStart,
    goals: root.goals,
    links: root.links,
    holidays: root.holidays,
    calendars: around.calendars,
    theme,
    templates,
    bots,
    file,
    folders: restyled.folders,
    secretFiles: around.secretFiles,
    channels: around.channels,
  };
  const { token: _token, tokenFile: _tokenFile, ...chatbot } = root.chatbot;
  return {
    file,
    timezone: root.timezone,
    locale: root.locale,
    weekStart: root.weekStart ?? 'monday',
    firstWeekday: firstWeekday(root.weekStart, root.locale),
    store: resolveStore(root.store, file),
    chatbot,
    channels: resolveChannels(root, around),
    server: resolveServer(root.server, around),
    concurrency: root.concurrency,
    renderThreads: root.renderThreads,
    retention: root.retention,
    notify: targets(root.notify, 'notify', around),
    heartbeat: root.heartbeat ?? null,
    proxy: resolveProxy(root.proxy, around.env),
    ca: around.certificates,
    theme,
    templates,
    holidays: resolveHolidays(undefined, root.holidays, { locale: root.locale, calendars: around.calendars }),
    bots,
    digests: new Map(
      Object.entries(root.digests).map(([id, input]) => [id, resolveDigest(id, input, common)]),
    ),
    alerts: new Map(Object.entries(root.alerts).map(([id, input]) => [id, resolveAlert(id, input, common)])),
  };
}

function resolveBots(root: Root, { secretFiles }: ResolveContext): Map<string, BotConfig> {
  const common = root.chatbot.token ?? secretFiles.get('chatbot.tokenFile');
  return new Map(
    Object.entries(root.bots).map(([id, { name, storyId, sources, token }]) => {
      const own = token ?? secretFiles.get(`bots.${id}.tokenFile`);
      return [
        id,
        { id, name: name ?? id, storyId, sources: sources ?? null, token: own ?? common ?? new Secret('') },
      ];
    }),
  );
}

function resolveServer(server: Root['server'], { secretFiles }: ResolveContext): ServerConfig | null {
  const at = server === 'off' ? null : parseListen(server.listen);
  if (at === null || server === 'off') return null;
  const baseUrl = server.baseUrl ? new URL(server.baseUrl).href.replace(/\/+$/, '') : null;
  const named = [at.host, ...server.hosts, ...(baseUrl === null ? [] : [new URL(baseUrl).hostname])];
  const hosts = named.map((name) => name.toLowerCase().replace(/\.$/, ''));
  const password = server.password ?? secretFiles.get('server.passwordFile') ?? null;
  return { ...at, hosts: [...new Set(hosts)], baseUrl, password, metrics: server.metrics === 'on' };
}

function resolveStore(store: Secret, file: string): StoreConfig {
  const path = sqliteFile(store.reveal());
  if (path !== null) return { kind: 'sqlite', path: resolve(dirname(file), expandHome(path)) };
  const url = withFiles(store.reveal(), (name) => resolve(dirname(file), expandHome(name)));
  return { kind: 'postgres', url: new Secret(url) };
}

function resolveChannels(root: Root, { channels, secretFiles }: ResolveContext): Map<string, unknown> {
  return new Map(
    channels.flatMap(({ kind, settings }): [string, unknown][] => {
      const block = (root as Readonly<Record<string, unknown>>)[kind];
      if (settings === null || block === undefined) return [];
      return [[kind, settings.resolve(block, (key) => secretFiles.get(`${kind}.${key}File`))]];
    }),
  );
}

/** All distinct secrets in a value, and the passwords of those that are URLs. */
export function collectSecrets(value: unknown): Secret[] {
  const byValue = new Map(secretsWithin(value).map((secret) => [secret.reveal(), secret]));
  return [...byValue.values()];
}

function secretsWithin(value: unknown): Secret[] {
  if (value instanceof Secret) return [value, ...passwordWithin(value)];
  if (value instanceof Map) return [...value.values()].flatMap(secretsWithin);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsWithin) : [];
}

function passwordWithin(secret: Secret): Secret[] {
  const url = parseUrl(secret.reveal());
  const passwords = [percentDecoded(url?.password ?? ''), url?.searchParams.get('password')];
  return passwords.flatMap((password) => (password ? [new Secret(password)] : []));
}
