import type { Channels, Connection, Envelope, Limits, Target } from '../../../channels/channel.js';
import type { MessageContents } from '../../../channels/envelope.js';
import type { DigestConfig, PluginConfig } from '../../../config/config.js';
import { canonicalJson } from '../../../lib/hash.js';
import type { Artifact } from '../../../render/artifact.js';
import type { PlaceName } from '../../../render/renderer.js';
import { slicesOf } from '../../readers/slices.js';
import type { Rendering } from '../rendering.js';
import { bareVariant, fullVariant, type MessageVariant, sizeFallbacks } from './size-fallbacks.js';

/** A message to be written for one reader. */
export interface Draft {
  readonly rendering: Rendering;
  readonly connection: Pick<Connection, 'renderBody' | 'limits' | 'size' | 'audience'>;
  readonly target: Target;
  readonly attachments: readonly Artifact[];
  /** Where the same files go besides. */
  readonly elsewhere: readonly PlaceName[];
  /** The envelope around contents, to be measured. */
  envelope(contents: MessageContents): Envelope;
}

/** Writes the message as the first variant that keeps it within the channel's limit; as the smallest when none does. */
export async function fitToLimit(draft: Draft): Promise<MessageContents> {
  const { connection, attachments, envelope } = draft;
  const { maxBytes, takesFiles } = connection.limits;
  if (takesFiles === false) return write(draft, bareVariant(attachments));
  if (maxBytes === null || !connection.size) return write(draft, fullVariant(attachments));
  const fits = async (contents: MessageContents) =>
    ((await connection.size?.(envelope(contents))) ?? 0) <= maxBytes;
  const [first, ...rest] = sizeFallbacks(attachments);
  let contents = await write(draft, first ?? fullVariant(attachments));
  for (const variant of rest) {
    if (await fits(contents)) break;
    contents = await write(draft, variant);
  }
  return contents;
}

async function write(draft: Draft, variant: MessageVariant): Promise<MessageContents> {
  const { rendering, connection, target, elsewhere } = draft;
  const { attachments, leftOut, pictures } = variant;
  if (connection.renderBody === null) return { body: [], attachments, leftOut };
  const files = { attachments, leftOut, pictures, elsewhere, limit: connection.limits.maxBytes };
  const body = await rendering.body(connection.renderBody, connection.audience(target), files);
  return { body, attachments, leftOut };
}

/**
 * Where readers find the formats that a message of the slice has no room for: the targets that take files and get the same, in this slice
 * or in one that differs in its formats alone and has them too. A message that has room for some files names only targets that take
 * files of any size.
 */
export function placesElsewhere(
  slice: DigestConfig,
  digest: DigestConfig,
  channels: Channels,
  { takesFiles }: Pick<Limits, 'takesFiles'> = {},
): readonly PlaceName[] {
  const holds = (limits: Limits) =>
    limits.takesFiles !== false && (takesFiles === false || limits.maxBytes === null);
  return slicesOf(digest)
    .filter(({ config }) => showsTheSame(config, slice) && holdsAll(config.formats, slice.formats))
    .flatMap(({ config }) => config.deliver)
    .flatMap((entry) => {
      const channel = channels.get(entry.kind);
      const connection = channel?.connect(entry);
      if (!connection || !holds(connection.limits)) return [];
      return connection.targets.map(
        ({ address }): PlaceName =>
          (words) =>
            channel?.placeName(address, words) ?? address,
      );
    });
}

const showsTheSame = (one: DigestConfig, other: DigestConfig) => contentsOf(one) === contentsOf(other);

const contentsOf = ({ bots, locale, timezone, title, firstWeekday }: DigestConfig) =>
  JSON.stringify([bots.map(({ id }) => id), locale, timezone, title, firstWeekday]);

function holdsAll(formats: readonly PluginConfig[], wanted: readonly PluginConfig[]): boolean {
  const held = new Set(formats.map((format) => canonicalJson(format)));
  return wanted.every((format) => held.has(canonicalJson(format)));
}
