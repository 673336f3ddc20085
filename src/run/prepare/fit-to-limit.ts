import type { Connection, Envelope, Target } from '../../channels/channel.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import { canonicalJson } from '../../lib/hash.js';
import type { Artifact } from '../../render/artifact.js';
import { slicesOf } from '../readers/slices.js';
import type { Rendering } from './rendering.js';
import { fullVariant, type MessageVariant, sizeFallbacks } from './size-fallbacks.js';

/** What one message is made of. */
export type MessageContents = Pick<Envelope, 'body' | 'attachments' | 'leftOut'>;

/** A message to be written for one reader. */
export interface Draft {
  readonly rendering: Rendering;
  readonly deliverer: Pick<Connection, 'body' | 'limits' | 'size' | 'audience'>;
  readonly target: Target;
  readonly options: unknown;
  readonly attachments: readonly Artifact[];
  /** Where the same files go besides. */
  readonly elsewhere: readonly Target[];
  /** The envelope around a content, to be measured. */
  envelope(content: MessageContents): Envelope;
}

/** Writes the message with the first load that keeps it within the deliverer's limit; with the least when none does. */
export async function fitToLimit(draft: Draft): Promise<MessageContents> {
  const { deliverer, attachments, options, envelope } = draft;
  const { maxBytes } = deliverer.limits;
  if (maxBytes === null || !deliverer.size) return write(draft, fullVariant(attachments));
  const fits = async (content: MessageContents) =>
    ((await deliverer.size?.(envelope(content), options)) ?? 0) <= maxBytes;
  const [first, ...rest] = sizeFallbacks(attachments);
  let content = await write(draft, first ?? fullVariant(attachments));
  for (const load of rest) {
    if (await fits(content)) break;
    content = await write(draft, load);
  }
  return content;
}

async function write(draft: Draft, load: MessageVariant): Promise<MessageContents> {
  const { rendering, deliverer, target, options, elsewhere } = draft;
  const { attachments, leftOut, pictures } = load;
  const wanted = deliverer.body(options);
  if (wanted === null) return { body: [], attachments, leftOut };
  const cargo = { attachments, leftOut, pictures, elsewhere, limit: deliverer.limits.maxBytes };
  const body = await rendering.body(wanted, deliverer.audience(target), cargo);
  return { body, attachments, leftOut };
}

/**
 * Where readers find the formats that a message of the slice has no room for: the targets that take files of any size, and get the
 * same, in this slice or in one that differs in its formats alone and has them too.
 */
export function unlimitedTargets(
  slice: DigestConfig,
  digest: DigestConfig,
  deliverers: ReadonlyMap<string, Connection>,
): readonly Target[] {
  return slicesOf(digest)
    .filter(({ config }) => showsTheSame(config, slice) && holdsAll(config.formats, slice.formats))
    .flatMap(({ config }) => config.deliver)
    .flatMap(({ kind, options }) => {
      const deliverer = deliverers.get(kind);
      return deliverer?.limits.maxBytes === null ? deliverer.targets(options) : [];
    });
}

const showsTheSame = (one: DigestConfig, other: DigestConfig) => contentsOf(one) === contentsOf(other);

const contentsOf = ({ bots, locale, timezone, title, firstWeekday }: DigestConfig) =>
  JSON.stringify([bots.map(({ id }) => id), locale, timezone, title, firstWeekday]);

function holdsAll(formats: readonly PluginConfig[], wanted: readonly PluginConfig[]): boolean {
  const held = new Set(formats.map((format) => canonicalJson(format)));
  return wanted.every((format) => held.has(canonicalJson(format)));
}
