import type { Channels, DigestHead } from '../../channels/channel.js';
import type { MessageContents } from '../../channels/envelope.js';
import type { StoredSnapshot } from '../../ledger/model/content.js';
import type { Artifact } from '../../render/artifact.js';
import { storeSlice } from '../journal/stored.js';
import { connectionOf, type Reader } from '../readers/destination.js';
import { type ComposedSlice, compose } from './compose.js';
import { decideSending, type HeldBack } from './decide-sending.js';
import type { SliceFigures } from './figures.js';
import { nothingFetched } from './gaps.js';
import { firstEnvelope } from './message/first-envelope.js';
import { fitToLimit, placesElsewhere } from './message/fit-to-limit.js';
import { deliveryStem, namesFrom } from './naming.js';
import { createRendering, type Rendering, type RenderTools } from './rendering.js';
import type { PrepareRequest } from './request.js';

export interface PrepareTools extends RenderTools {
  readonly channels: Channels;
}

/** A request with its figures. It may cross to another thread: the tokens of its bots stay behind, for a secret has no copy. */
export interface RenderJob extends Omit<PrepareRequest, 'slices'> {
  readonly slices: readonly SliceFigures[];
}

/** Everything that is sent, shown or written, or why nothing is. */
export type RenderedRun =
  | { readonly kind: 'made'; readonly slices: readonly PreparedSlice[] }
  | { readonly kind: 'held'; readonly held: HeldBack };

/** A finished slice as plain data. */
export interface PreparedSlice {
  readonly name: string;
  readonly edition: number;
  readonly incomplete: 0 | 1;
  readonly head: DigestHead;
  /** Its snapshot, as the ledger stores it. */
  readonly stored: StoredSnapshot;
  /** What its files are called before their part and extension. */
  readonly stem: string;
  /** The files of all formats that were asked for. */
  readonly files: readonly Artifact[];
  /** The files of the formats that its readers get. */
  readonly attachments: readonly Artifact[];
  /** In the order of the readers that were asked for. */
  readonly messages: readonly PreparedMessage[];
  /** What a section without figures says, the first that says something; null when none does. */
  readonly emptyText: string | null;
}

export interface PreparedMessage {
  readonly reader: Reader;
  /** Null where nothing was fetched, or nothing is configured to reach the reader: the delivery fails, and names them. */
  readonly contents: MessageContents | null;
}

/** Composes, decides and renders; between slices it heeds the signal. */
export async function renderRun(
  tools: PrepareTools,
  job: RenderJob,
  signal: AbortSignal,
): Promise<RenderedRun> {
  signal.throwIfAborted();
  const decision = decideSending(await compose(job.slices), job.policy);
  if (decision.kind === 'held') return decision;
  const slices: PreparedSlice[] = [];
  for (const slice of decision.slices) {
    signal.throwIfAborted();
    slices.push(await renderSlice(tools, slice, job));
  }
  return { kind: 'made', slices };
}

async function renderSlice(
  tools: PrepareTools,
  slice: ComposedSlice,
  { digest: whole, slot, policy }: RenderJob,
): Promise<PreparedSlice> {
  const { name, config, edition, snapshot, digest, readers } = slice;
  const about = aboutSlice(slice);
  if (policy.onBlank === 'omit' && nothingFetched(snapshot))
    return { ...about, files: [], attachments: [], messages: readers.map(withoutMessage) };
  const rendering = createRendering(tools, digest, { ...config, name: namesFrom(about.stem) });
  const connected = readers.map((reader) => ({
    reader,
    connection: connectionOf(reader, tools.channels),
  }));
  if (connected.some(({ connection }) => connection?.renderBody && !connection.pictureless))
    beginPictures(rendering);
  const { files, attachments } = await filesOf(slice, rendering);
  const messages: PreparedMessage[] = [];
  for (const { reader, connection } of connected) {
    const envelope = firstEnvelope(reader, { slot, slice: name, edition, digest });
    const elsewhere = placesElsewhere(config, whole, tools.channels, connection?.limits);
    const draft = { rendering, target: reader.target, attachments, elsewhere, envelope };
    const message = connection && { reader, contents: await fitToLimit({ ...draft, connection }) };
    messages.push(message ?? withoutMessage(reader));
  }
  return { ...about, files, attachments, messages };
}

function aboutSlice({ name, edition, snapshot, digest }: ComposedSlice) {
  const { id, subject, fingerprint, correction, test, window, sections } = digest;
  return {
    name,
    edition,
    incomplete: digest.incomplete ? 1 : 0,
    head: { id, subject, fingerprint, correction, test },
    stored: storeSlice(name, snapshot, digest),
    stem: deliveryStem(id, window),
    emptyText: sections.map(({ emptyText }) => emptyText).find(Boolean) ?? null,
  } as const;
}

const withoutMessage = (reader: Reader): PreparedMessage => ({ reader, contents: null });

/** Pictures are encoded beside the event loop, while files are made on it. What goes wrong with them is told where they are used. */
const beginPictures = (rendering: Rendering) => void rendering.pictures().catch(() => {});

async function filesOf({ config, formats, files }: ComposedSlice, rendering: Rendering) {
  if (files !== null) return { files, attachments: files };
  const byKind = new Map<string, readonly Artifact[]>();
  for (const format of formats) byKind.set(format.kind, await rendering.formats([format]));
  return {
    files: [...byKind.values()].flat(),
    attachments: config.formats.flatMap(({ kind }) => byKind.get(kind) ?? []),
  };
}
