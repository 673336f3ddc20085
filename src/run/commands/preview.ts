import type { Channels } from '../../channels/channel.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type { Slot } from '../../schedule/slot.js';
import {
  compose,
  type FetchTools,
  fetchFor,
  type PreparedSlice,
  type RunWatch,
} from '../prepare/composition.js';
import { type Draft, fitToLimit, placesElsewhere } from '../prepare/fit-to-limit.js';
import { gapMessages, nothingFetched } from '../prepare/gaps.js';
import { deliveryStem, namesFrom, previewName } from '../prepare/naming.js';
import { envelopeFor, type PrepareTools } from '../prepare/prepare-deliveries.js';
import { createRendering, type Rendering } from '../prepare/rendering.js';
import type { Destination } from '../readers/destination.js';
import { slicesOf } from '../readers/slices.js';

/** What a preview needs besides what fetches and renders. */
export interface PreviewTools extends FetchTools, PrepareTools {
  /** Every word of `formats:`, with the options that stand when none are given. */
  readonly formats: readonly PluginConfig[];
  /** The channels that a preview shows, those of the configuration and samples of the others. */
  readonly samples: Channels;
}

export interface Preview {
  readonly digest: Digest;
  readonly files: readonly Artifact[];
  readonly gaps: readonly string[];
}

/** Fetches and renders everything a digest can be, each slice in a folder of its own, and delivers nothing. */
export async function preview(
  tools: PreviewTools,
  config: DigestConfig,
  slot: Slot,
  watch: RunWatch,
): Promise<Preview> {
  const whole = { name: '', config: withoutSlices(config) };
  const slices = [whole, ...slicesOf(config).filter(({ name }) => name !== '')];
  const snapshots = await fetchFor(tools, { digest: config, slices, slot }, watch);
  const gaps = gapMessages(snapshots);
  const prepared = await compose(slices, snapshots);
  const [first] = prepared;
  if (!first || nothingFetched(first.snapshot))
    throw new UserError('nothing-fetched', `Nothing could be fetched. ${gaps.join(' ')}`);
  const files = await Promise.all(
    prepared.map((slice) => previewSlice(tools, { slice, whole: config }, slot)),
  );
  return { digest: first.digest, gaps, files: files.flat() };
}

/** The digest as it is, for those of its readers who get it so. */
const withoutSlices = (config: DigestConfig): DigestConfig => ({
  ...config,
  deliver: config.deliver.filter(({ slice }) => slice.name === ''),
});

async function previewSlice(
  tools: PreviewTools,
  { slice: prepared, whole }: { slice: PreparedSlice; whole: DigestConfig },
  slot: Slot,
): Promise<Artifact[]> {
  const { name: slice, config, digest } = prepared;
  const elsewhere = placesElsewhere(config, whole, tools.channels);
  const stem = deliveryStem(digest.id, digest.window);
  const rendering = createRendering(tools, digest, { ...config, name: namesFrom(stem) });
  const byKind = await everyFormat(tools, config, rendering);
  const attachments = config.formats.flatMap(({ kind }) => byKind.get(kind) ?? []);
  const files = [...byKind.values()].flat().map((file) => ({ ...file, name: previewName(stem, file.name) }));
  const messages = await previewMessages(tools, { config, slot, slice, rendering, attachments, elsewhere });
  return [...files, ...messages].map((file) => ({
    ...file,
    name: slice === '' ? file.name : `${slice}/${file.name}`,
  }));
}

/** All formats, each with the digest's own options where it chose them. */
async function everyFormat(tools: PreviewTools, config: DigestConfig, rendering: Rendering) {
  const chosen = new Map(config.formats.map((format) => [format.kind, format]));
  const files = tools.formats.map(async (format) => {
    const { kind } = format;
    return [kind, await rendering.formats([chosen.get(kind) ?? format])] as const;
  });
  return new Map(await Promise.all(files));
}

interface MessageInput {
  readonly config: DigestConfig;
  readonly slot: Slot;
  readonly slice: string;
  readonly rendering: Rendering;
  readonly attachments: readonly Artifact[];
  readonly elsewhere: Draft['elsewhere'];
}

/** What each channel would send to the first reader that it has, or to a sample of one. */
async function previewMessages(tools: PreviewTools, input: MessageInput): Promise<readonly Artifact[]> {
  const shown: Artifact[] = [];
  for (const channel of tools.samples.values()) {
    const entry = input.config.deliver.find(({ kind }) => kind === channel.kind);
    const connection = entry ? channel.connect(entry) : channel.sample();
    const target = connection?.targets[0];
    if (connection && target) shown.push(...(await previewMessage({ connection, target }, input)));
  }
  return shown;
}

async function previewMessage(
  reader: Pick<Destination, 'connection' | 'target'>,
  { slot, slice, rendering, attachments, elsewhere }: MessageInput,
): Promise<readonly Artifact[]> {
  const { digest } = rendering;
  const envelope = envelopeFor(reader, { slot, slice, edition: 0, digest });
  const contents = await fitToLimit({ ...reader, rendering, attachments, elsewhere, envelope });
  return reader.connection.preview(envelope(contents));
}
