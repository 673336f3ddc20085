import type { ChannelRules } from '../config/channel-rules.js';
import type { PluginConfig } from '../config/config.js';
import type { TemplateKind } from '../config/schema/plugins.js';
import type { Digest } from '../digest/digest.js';
import type { Words } from '../digest/language/words.js';
import type { HttpClient } from '../http/client.js';
import type { Clock } from '../lib/time/clock.js';
import type { Artifact } from '../render/artifact.js';
import type { Audience, RenderContext } from '../render/renderer.js';
import type { NoticeMessage } from './notice.js';
import type { AccessTokens } from './oauth2/access-tokens.js';

/**
 * A kind of place that digests and notices go to: e-mail, Slack, a bucket. One folder of `channels` and one line in `registry.ts` add one.
 * `Settings` is its block at the top of the configuration as it is used, `Options` an entry under `deliver:` or `notify:`.
 */
export interface Channel<Settings, Options> extends ChannelRules<Settings, Options> {
  /** The parts of its messages that a `templates:` folder may replace, by file name. */
  readonly templates: Readonly<Record<string, TemplateKind>>;
  /** What a reader can rely on when the other side falls silent; `docs/delivery.md` shows it. */
  readonly promise: DeliveryPromise;
  /** How `botdigest send` names somebody to reach by it, such as `--to ADDRESS`; null where it cannot. */
  readonly sendOption: string | null;
  /** What `init --with` begins a configuration with. */
  readonly starter: Starter;
  /** What a preview shows its message with where the configuration does not use it; null where a preview shows nothing of it. */
  readonly sample: { readonly settings: Settings; readonly options: Options } | null;
  /** The place of an address in a reader's words, for a mail that says where its files also go: `the folder “exports”`. */
  placeName(address: string, words: Words): string;
  /** The options of an entry that reaches this address alone; all else as in `like`, or by default. Throws when it cannot be an address. */
  optionsFor(address: string, like: Options | null): Options;
  /** Opens the channel once for a configuration; connections are bound to an entry's options. */
  open(settings: Settings, tools: ChannelTools): (options: Options) => Connection;
}

export interface DeliveryPromise {
  /** `marked`: receivers can tell a copy from a new message. */
  readonly delivers: 'exactly-once' | 'once-unless-silent' | 'at-least-once-marked';
  /** What the other side offers against doubles, as a phrase. */
  readonly against: string;
  /** What an entry does by default about an outcome that nobody knows. */
  readonly onUnknown: OnUnknown;
}

/** Lines of YAML with values to replace, and the environment variables that they name. */
export interface Starter {
  /** Its block at the top level; null where it has none. */
  readonly settings: string | null;
  /** Its entry under `deliver:`, on one line. */
  readonly entry: string;
  readonly variables: readonly StarterVariable[];
}

export interface StarterVariable {
  readonly name: string;
  /** What it holds, as a phrase. */
  readonly is: string;
  /** A valid value, which shows its form. */
  example(): string;
}

export interface ChannelTools {
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly tokens: AccessTokens;
  /** The configuration's folder, where relative paths start. */
  readonly folder: string;
  readonly userAgent: string;
  /** Certificates to trust besides the built-in ones, as PEM. */
  readonly ca?: readonly string[];
}

/** What one entry of the configuration is served by. Sends once, classifies the answer with a receipt, never retries. */
export interface Connection {
  /** The channel's kind. */
  readonly kind: string;
  readonly limits: Limits;
  /** Renders the body of a message for one reader; null where the channel takes files only. */
  readonly renderBody: RenderBody | null;
  /** True where the body shows no pictures: none are drawn ahead for it. */
  readonly pictureless?: true;
  /** The steps of one delivery in order; each gets a receipt of its own. */
  readonly parts: readonly string[];
  /** Those who get a message of their own. */
  readonly targets: readonly Target[];
  /** What to do about a send whose outcome is unknown, where `find` cannot tell. */
  readonly onUnknown: OnUnknown;
  /** What `validate --connect` tries, without sending anything; entries that share a check share its name. */
  readonly checks: readonly ConnectionCheck[];
  /** What it tries besides for an entry of a digest or an alert; `files`: a digest has formats. */
  digestChecks?(files: boolean): readonly ConnectionCheck[];
  /** For whom the body is written. */
  audience(target: Target): Audience;
  /** Bytes of the message on the wire, exactly; there for those that take files and have a `limits.maxBytes`. */
  size?(envelope: Envelope): Promise<number>;
  /** The files that show in a preview what would be sent. */
  preview(envelope: Envelope): Promise<readonly Artifact[]>;
  /** What a notice to an operator is made of. */
  notice(message: NoticeMessage): Pick<Envelope, 'body' | 'attachments'>;
  deliver(envelope: Envelope, signal: AbortSignal): Promise<Receipt>;
  /** Looks on the other side for what an earlier send may have brought; for channels that can. Never throws. */
  find?(envelope: Envelope, search: Search): Promise<Found>;
}

export type RenderBody = (digest: Digest, context: RenderContext) => Promise<readonly Artifact[]>;

export interface ConnectionCheck {
  /** `email`, `slack C0123456789`. */
  readonly name: string;
  try(signal: AbortSignal): Promise<Check>;
}

/** A channel in the registry, its types closed over: it is handed back only what its own schemas have checked. */
export interface RegisteredChannel extends ChannelRules {
  readonly promise: DeliveryPromise;
  readonly starter: Starter;
  readonly templates: Readonly<Record<string, TemplateKind>>;
  readonly hasSample: boolean;
  /** Opens it with the settings that its block resolved to; `undefined` takes those of its sample. */
  open(settings: unknown, tools: ChannelTools): OpenChannel;
}

/** A channel that a configuration can use. */
export interface OpenChannel {
  readonly kind: string;
  readonly sendOption: string | null;
  connect(entry: PluginConfig): Connection;
  /** The connection of an entry that reaches this address alone, otherwise as `like`. Throws when it cannot be an address. */
  connectTo(address: string, like: PluginConfig | null): Connection;
  /** The connection of the sample entry; null where a preview shows nothing of the channel. */
  sample(): Connection | null;
  /** The same for every spelling of one address. */
  identity(address: string): string;
  placeName(address: string, words: Words): string;
}

/** Channels by their kind. */
export type Channels = ReadonlyMap<string, OpenChannel>;

/** Closes over the types of a channel. The configuration has checked what comes back in by the channel's own schemas. */
export function defineChannel<Settings, Options>(channel: Channel<Settings, Options>): RegisteredChannel {
  const { kind, sendOption, sample, templates } = channel;
  return {
    ...channel,
    templates,
    hasSample: sample !== null,
    open(settings, tools) {
      const connect = channel.open((settings ?? sample?.settings) as Settings, tools);
      return {
        kind,
        sendOption,
        connect: ({ options }) => connect(options as Options),
        connectTo: (address, like) =>
          connect(channel.optionsFor(address, (like?.options ?? null) as Options | null)),
        sample: () => (sample === null ? null : connect(sample.options)),
        identity: channel.reader.identity,
        placeName: channel.placeName,
      };
    },
  };
}

/** Send once more; leave it to a person; or send again, because that leaves the same as sending once. */
export type OnUnknown = 'resend' | 'hold' | 'repeat';

export interface Search {
  /** When the send in doubt began, epoch ms. */
  readonly since: number;
  readonly signal: AbortSignal;
}

/** `unclear`: the other side did not say; `message` is a sentence for people. */
export type Found =
  | { readonly state: 'found'; readonly providerRef: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unclear'; readonly message: string };

export interface Limits {
  /** Largest message in bytes as encoded on the wire, or null. */
  readonly maxBytes: number | null;
  /** False for chats whose messages carry no files: those are left out, and `maxBytes` is kept by `renderBody` itself. */
  readonly takesFiles?: false;
}

/** One person, one channel or one folder. */
export interface Target {
  readonly kind: string;
  readonly address: string;
}

/** What a message needs of its digest besides the files. */
export type DigestHead = Pick<Digest, 'id' | 'subject' | 'fingerprint' | 'correction' | 'test'>;

export interface Envelope {
  readonly digest: DigestHead;
  readonly target: Target;
  /** Which slice of the digest these readers get, fit for a file name; empty for the digest as it is. */
  readonly slice: string;
  /** One of the connection's `parts`. */
  readonly part: string;
  /** What earlier parts of this delivery returned as their provider reference, by part. */
  readonly references: Readonly<Record<string, string>>;
  /** What this corrects: the parts of earlier editions that the reader has or may have, the oldest first. */
  readonly corrects?: readonly Earlier[];
  readonly body: readonly Artifact[];
  readonly attachments: readonly Artifact[];
  /** Files of the digest that this message has no room for. */
  readonly leftOut: readonly Artifact[];
  /** The same for every attempt of this part for this slot and target. */
  readonly idempotencyKey: string;
  /** The slot's instant, epoch ms: what the message carries as its date. */
  readonly date: number;
}

/** A part that was sent before. */
export interface Earlier {
  readonly part: string;
  readonly idempotencyKey: string;
  /** null where nobody knows how the other side names it. */
  readonly providerRef: string | null;
}

/**
 * How one send ended.
 * `unknown`: the server fell silent after it may have accepted; never sent again blindly.
 * `reason` is a stable word for machines, `message` a sentence for people without secrets.
 */
export type Receipt =
  | { readonly state: 'delivered'; readonly providerRef: string; readonly notes: readonly string[] }
  | {
      readonly state: 'retryable';
      readonly reason: string;
      readonly message: string;
      readonly waitMs: number | null;
    }
  | { readonly state: 'permanent'; readonly reason: string; readonly message: string }
  | { readonly state: 'unknown'; readonly reason: string; readonly message: string };

/** `tried: false`: it cannot be tried without sending something; `detail` says so, and of a success only what was tried. */
export type Check =
  | { readonly ok: true; readonly detail: string; readonly tried?: false }
  | { readonly ok: false; readonly message: string; readonly hint: string };
