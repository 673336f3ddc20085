import type { Channels } from '../../channels/channel.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type { Slot } from '../../schedule/slot.js';
import type { RunWatch } from '../prepare/figures.js';
import { firstEnvelope } from '../prepare/message/first-envelope.js';
import { previewName } from '../prepare/naming.js';
import { type PrepareRunTools, prepareRun } from '../prepare/prepare-run.js';
import type { PreparedSlice } from '../prepare/render-run.js';
import { requested } from '../prepare/request.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';
import { connectionOf, readerOf, sampleOf } from '../readers/destination.js';
import { type DigestSlice, slicesOf } from '../readers/slices.js';

/** What a preview needs besides what fetches and renders. */
export interface PreviewTools extends PrepareRunTools {
  /** Every word of `formats:`, with the options that stand when none are given. */
  readonly formats: readonly PluginConfig[];
  /** The channels that a preview shows, those of the configuration and samples of the others. */
  readonly samples: Channels;
}

export interface Preview {
  readonly files: readonly Artifact[];
  readonly gaps: readonly string[];
}

/** Shown as it is, however little there is to show. */
const SHOWN: SendingPolicy = { onBlank: 'show-after-first', onGap: 'send', onEmpty: 'send', patient: false };

/** Fetches and renders everything a digest can be, each slice in a folder of its own, and delivers nothing. */
export async function preview(
  tools: PreviewTools,
  digest: DigestConfig,
  slot: Slot,
  watch: RunWatch,
): Promise<Preview> {
  const slices = [asItIs(digest), ...slicesOf(digest).filter(({ name }) => name !== '')].map((slice) =>
    requested(slice, {
      readers: sampleOf(slice.config, tools.samples).map(readerOf),
      formats: everyFormat(tools, slice.config),
    }),
  );
  const request = { subject: digest.id, digest, slot, slices, policy: SHOWN, source: FETCHED };
  const prepared = await prepareRun(tools, request, watch);
  const { gaps } = prepared;
  if (prepared.kind === 'held')
    throw new UserError('nothing-fetched', `Nothing could be fetched. ${gaps.join(' ')}`);
  const files = await Promise.all(prepared.slices.map((slice) => shownFiles(tools, slice, slot)));
  return { gaps, files: files.flat() };
}

const FETCHED = { kind: 'fetch' } as const;

/** The digest as it is, for those of its readers who get it so. */
const asItIs = (config: DigestConfig): DigestSlice => ({
  name: '',
  config: { ...config, deliver: config.deliver.filter(({ slice }) => slice.name === '') },
});

/** All formats, each with the digest's own options where it chose them. */
function everyFormat({ formats }: PreviewTools, config: DigestConfig): readonly PluginConfig[] {
  const chosen = new Map(config.formats.map((format) => [format.kind, format]));
  return formats.map((format) => chosen.get(format.kind) ?? format);
}

/** The files of a slice under the names that they have in a preview, and what each channel would send. */
export async function shownFiles(tools: PreviewTools, slice: PreparedSlice, slot: Slot): Promise<Artifact[]> {
  const { name, stem } = slice;
  const files = slice.files.map((file) => ({ ...file, name: previewName(stem, file.name) }));
  return [...files, ...(await shownMessages(tools, slice, slot))].map((file) => ({
    ...file,
    name: name === '' ? file.name : `${name}/${file.name}`,
  }));
}

/** What each channel would send to the first reader that it has, or to a sample of one. */
async function shownMessages(
  { samples }: PreviewTools,
  { name: slice, edition, head, messages }: PreparedSlice,
  slot: Slot,
): Promise<readonly Artifact[]> {
  const shown: Artifact[] = [];
  for (const { reader, contents } of messages) {
    const connection = connectionOf(reader, samples);
    if (!connection || !contents) continue;
    const envelope = firstEnvelope(reader, { slot, slice, edition, digest: head });
    shown.push(...(await connection.preview(envelope(contents))));
  }
  return shown;
}
