import type { Channels, Envelope } from '../../channels/channel.js';
import { buildEnvelope, type MessageContents } from '../../channels/envelope.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import type { DigestConfig } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import type { DeliveryPlan } from '../../ledger/ledger.js';
import type { Bundle } from '../../ledger/model/content.js';
import type { PlannedDelivery } from '../../ledger/model/delivery.js';
import type { Artifact } from '../../render/artifact.js';
import type { Slot } from '../../schedule/slot.js';
import { bundleNames, storeArtifact, storeSlice } from '../journal/stored.js';
import {
  type Correcting,
  forNobody,
  isMarked,
  readersToCorrect,
  slicesToCorrect,
} from '../readers/correcting.js';
import { type Destination, destinationsOf } from '../readers/destination.js';
import { idempotencyKey } from '../readers/idempotency.js';
import { type DigestSlice, slicesOf } from '../readers/slices.js';
import { compose, type PreparedSlice } from './composition.js';
import { decideSending, type HeldBack, type SendingDecision, siftCorrected } from './decide-sending.js';
import { fitToLimit, placesElsewhere } from './fit-to-limit.js';
import { nothingFetched } from './gaps.js';
import { deliveryStem, namesFrom } from './naming.js';
import { createRendering, type Rendering, type RenderTools } from './rendering.js';

export interface PrepareTools extends RenderTools {
  readonly channels: Channels;
}

/** A run whose figures are fetched. It may cross to another thread: the tokens of its bots stay behind, for a secret has no copy. */
export interface PrepareJob {
  readonly digest: DigestConfig;
  readonly slot: Slot;
  /** One for each zone that its slices see. */
  readonly snapshots: readonly Snapshot[];
  /** Whether it rather waits for missing figures than goes without. */
  readonly patient: boolean;
  /** Who is to get it as a correction; null for the digest as it is first sent. */
  readonly correcting: Correcting | null;
}

/** The finished files of a slice, for whoever wants a copy. */
export interface SliceFiles {
  /** Empty for the digest as it is. */
  readonly slice: string;
  readonly files: readonly Artifact[];
}

/** What came of a job: everything that will be sent, or why nothing is. */
export type PreparedDeliveries =
  | { readonly kind: 'made'; readonly plan: DeliveryPlan; readonly files: readonly SliceFiles[] }
  | { readonly kind: 'held'; readonly held: HeldBack };

/** Composes and renders; between slices it heeds the signal. */
export async function prepareDeliveries(
  tools: PrepareTools,
  job: PrepareJob,
  signal: AbortSignal,
): Promise<PreparedDeliveries> {
  signal.throwIfAborted();
  const { digest, slot, correcting } = job;
  const sifted = await composed(job);
  if (sifted.kind === 'held') return sifted;
  const parts: RenderedSlice[] = [];
  for (const slice of sifted.slices) {
    signal.throwIfAborted();
    parts.push(await renderSlice(tools, { slice, whole: digest }, { slot, correcting }));
  }
  const plan = {
    snapshots: sifted.slices.map(({ name, snapshot, digest: made }) => storeSlice(name, snapshot, made)),
    bundles: parts.flatMap(({ bundles }) => bundles),
    deliveries: [
      ...distinct(parts.flatMap(({ deliveries }) => deliveries)),
      ...(correcting === null ? [] : forNobody(correcting, { ...job, ...tools, open: openOf(job, sifted) })),
    ],
  };
  return { kind: 'made', plan, files: parts.map(({ slice, files }) => ({ slice, files })) };
}

/** The slices that a correction leaves for later. */
function openOf(
  { digest, correcting }: PrepareJob,
  { slices }: Extract<SendingDecision, { kind: 'send' }>,
): string[] {
  const concerned = correcting === null ? [] : slicesToCorrect(digest, correcting);
  return concerned.map(({ name }) => name).filter((name) => slices.every((slice) => slice.name !== name));
}

async function composed({ digest, snapshots, patient, correcting }: PrepareJob): Promise<SendingDecision> {
  if (correcting === null)
    return decideSending(await compose(slicesOf(digest), snapshots), { ...digest, patient });
  const slotFor = ({ name }: DigestSlice, { slot }: Snapshot): Slot => ({
    ...slot,
    trigger: isMarked(correcting, name) ? 'correction' : 'resend',
  });
  return siftCorrected(await compose(slicesToCorrect(digest, correcting), snapshots, slotFor));
}

interface RenderedSlice extends SliceFiles {
  readonly bundles: readonly Bundle[];
  readonly deliveries: readonly PlannedDelivery[];
}

async function renderSlice(
  tools: PrepareTools,
  { slice, whole }: { slice: PreparedSlice; whole: DigestConfig },
  { slot, correcting }: Pick<PrepareJob, 'slot' | 'correcting'>,
): Promise<RenderedSlice> {
  const { name, config, digest, snapshot } = slice;
  const edition = correcting?.edition ?? 0;
  const of = { slot, slice: name, edition };
  const readers =
    correcting === null
      ? destinationsOf(config, tools.channels)
      : readersToCorrect(correcting, name, { digest: whole, channels: tools.channels });
  if (nothingFetched(snapshot)) return nothingFor(readers, of);
  const naming = namesFrom(deliveryStem(digest.id, digest.window));
  const rendering = createRendering(tools, digest, { ...config, name: naming });
  if (readers.some(hasBody)) beginPictures(rendering);
  const files = await rendering.formats(config.formats);
  const elsewhere = placesElsewhere(config, whole, tools.channels);
  const bundles = new Map<string, Bundle>();
  const keep = (bundleName: string, artifacts: readonly Artifact[]) => {
    if (artifacts.length === 0) return null;
    bundles.set(bundleName, { name: bundleName, artifacts: artifacts.map(storeArtifact) });
    return bundleName;
  };
  keep(bundleNames.files(of), files);
  const deliveries: PlannedDelivery[] = [];
  for (const reader of readers) {
    const { target } = reader;
    const envelope = envelopeFor(reader, { ...of, digest });
    const draft = { ...reader, rendering, attachments: files, elsewhere, envelope };
    const { body, attachments, leftOut } = await fitToLimit(draft);
    const filesName = leftOut.length === 0 ? bundleNames.files(of) : bundleNames.someFiles(of, target);
    const carried = { body: keep(bundleNames.body(of, target), body), files: keep(filesName, attachments) };
    const incomplete = digest.incomplete ? 1 : 0;
    deliveries.push(...plannedFor(reader, { ...of, incomplete, ...carried }));
  }
  return { slice: name, files, bundles: [...bundles.values()], deliveries };
}

/** Which digest it is that somebody gets. */
interface Place {
  readonly slot: Slot;
  readonly slice: string;
  readonly edition: number;
}

/** Deliveries without anything in them: they fail, and are named. */
const nothingFor = (readers: readonly Destination[], place: Place): RenderedSlice => ({
  slice: place.slice,
  files: [],
  bundles: [],
  deliveries: readers.flatMap((reader) =>
    plannedFor(reader, { ...place, incomplete: 1, body: null, files: null }),
  ),
});

const hasBody = ({ connection }: Destination) => connection.renderBody !== null;

/** Pictures are encoded beside the event loop, while files are made on it. What goes wrong with them is told where they are used. */
const beginPictures = (rendering: Rendering) => void rendering.pictures().catch(() => {});

/** The envelope as it will be sent first, to be measured. */
export function envelopeFor(
  { connection, target }: Pick<Destination, 'connection' | 'target'>,
  { slot, slice, edition, digest }: Place & { readonly digest: Digest },
): (contents: MessageContents) => Envelope {
  const [part = ''] = connection.parts;
  const key = idempotencyKey({ slot, slice, target, part, edition });
  return (contents) =>
    buildEnvelope({ digest, target, slice, part, idempotencyKey: key, date: slot.scheduledFor }, contents);
}

interface Carried extends Place {
  readonly incomplete: 0 | 1;
  readonly body: string | null;
  readonly files: string | null;
  /** How many times they were meant to get it before. */
  readonly repetition?: number;
}

export function plannedFor(
  { connection, target, origin }: Destination,
  { slot, slice, edition, incomplete, body, files, repetition = 0 }: Carried,
): PlannedDelivery[] {
  return connection.parts.map((part) => ({
    kind: target.kind,
    target: target.address,
    part,
    slice,
    body,
    attachments: files,
    incomplete,
    edition,
    origin,
    idempotencyKey: idempotencyKey({ slot, slice, target, part, edition, repetition }),
  }));
}

/** Whoever is named twice gets one. */
function distinct(deliveries: readonly PlannedDelivery[]): PlannedDelivery[] {
  return [
    ...new Map(deliveries.toReversed().map((delivery) => [delivery.idempotencyKey, delivery])).values(),
  ].reverse();
}
