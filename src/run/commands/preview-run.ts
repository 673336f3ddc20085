import { buildEnvelope } from '../../channels/envelope.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import type { Ledger, RunStory } from '../../ledger/ledger.js';
import type { ArtifactRecord } from '../../ledger/model/content.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { REPLACED } from '../../ledger/model/states.js';
import { UserError } from '../../lib/errors.js';
import { VERSION } from '../../lib/system/version.js';
import { notThere } from '../../lib/text/suggest.js';
import type { Artifact } from '../../render/artifact.js';
import { readSettings } from '../journal/settings.js';
import { bundleNames } from '../journal/stored.js';
import { previewName } from '../prepare/naming.js';
import type { PreparedMessage } from '../prepare/render-run.js';
import { connectionOf, type Reader } from '../readers/destination.js';
import { followedBy } from '../readers/thread.js';
import { notStored } from '../redeliver/refusals.js';
import { type RenderAgainTools, type RenderedAgain, renderAgain } from '../redeliver/render-again.js';
import { openStoredRun, type StoredRun, type StoredSlice } from '../redeliver/stored-run.js';
import { digestOfRun } from '../schedule/run-digest.js';
import { digestGone } from '../work/unsent-outcome.js';
import { storyOf } from './request.js';

export interface PreviewRunTools extends RenderAgainTools {
  readonly digests: ReadonlyMap<string, DigestConfig>;
  readonly ledger: Pick<Ledger, 'contents' | 'history'>;
  /** What `digest.json` is written by where the digest has no such format. */
  readonly data: PluginConfig;
}

/** A file made again. `same`: whether it is what went out, by the hash that is stored of it; null where none is. */
export interface RunFile extends Artifact {
  readonly same: boolean | null;
}

export interface RunPreview {
  readonly files: readonly RunFile[];
  /** Why they may differ from what went out, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Makes what a run delivered again, in its last edition, from the figures and the settings that are stored of it: the files, and the message of one
 * reader of each channel, or of the one with that address. Asks the API for nothing.
 */
export async function previewRun(
  tools: PreviewRunTools,
  { run: id, target = null }: { readonly run: string; readonly target?: string | null },
): Promise<RunPreview> {
  const story = await storyOf(tools, id);
  const { contents } = tools.ledger;
  const digest = await anyDigestOf(tools, story);
  const stored = openStoredRun({ ...tools, contents }, { story, digest });
  if (target !== null && !story.deliveries.some((row) => row.target === target))
    throw notThere('target', target, new Set(story.deliveries.map((row) => row.target)));
  const names = (await contents.snapshots(id)).map(({ slice }) => slice);
  if (names.length === 0) throw nothingMade(story);
  const files: RunFile[] = [];
  const notes = new Set<string>();
  for (const name of names) {
    const slice = await stored.slice(name);
    if (!slice) throw notStored(story, name);
    const deliveries = deliveriesToShow(story, slice, target);
    if (target !== null && deliveries.length === 0) continue;
    const shown = await showSlice(tools, stored, slice, deliveries);
    files.push(...shown);
    for (const note of notesOn(slice, shown)) notes.add(note);
  }
  return { files, notes: [...notes] };
}

/** The digest of today, or else as it is stored. */
async function anyDigestOf(
  { digests, ledger, settings }: PreviewRunTools,
  { run }: RunStory,
): Promise<DigestConfig> {
  const today = digestOfRun(digests, run);
  if (today) return today;
  const kept = await ledger.contents.settings(run.id);
  if (kept) return readSettings(kept, settings.channels).digest;
  throw new UserError('digest-gone', digestGone(run), { exitCode: 2 });
}

function nothingMade({ run: { id, reason } }: RunStory): UserError {
  const message = `Nothing was made of run ${id}: ${reason}. botdigest explain ${id} says why.`;
  return new UserError('not-made', message, { exitCode: 2 });
}

/** The first part of one message a channel: preferably one that was delivered. */
function deliveriesToShow(
  { deliveries }: RunStory,
  { name, edition }: StoredSlice,
  target: string | null,
): readonly Delivery[] {
  const made = deliveries.filter(
    (row) =>
      row.slice === name &&
      row.edition === edition &&
      row.reason !== REPLACED &&
      (target === null || row.target === target),
  );
  return [...new Set(made.map(({ kind }) => kind))].flatMap((kind) => {
    const rows = made.filter((row) => row.kind === kind);
    return (rows.find(({ state }) => state === 'delivered') ?? rows[0]) as Delivery;
  });
}

async function showSlice(
  tools: PreviewRunTools,
  stored: StoredRun,
  slice: StoredSlice,
  deliveries: readonly Delivery[],
): Promise<readonly RunFile[]> {
  const { name, config, edition } = slice;
  const hasData = config.formats.some(({ kind }) => kind === tools.data.kind);
  const formats = hasData ? config.formats : [...config.formats, tools.data];
  const again = await renderAgain(tools, stored, slice, {
    readers: deliveries.map(readerOfRow),
    files: null,
    formats,
  });
  if (!again) throw notStored(stored.story, name);
  const { stem, files, messages } = again.prepared;
  const sent = bundleOf(stored, bundleNames.files({ slice: name, edition }));
  const shown: RunFile[] = files.map((file) => ({
    ...file,
    name: previewName(stem, file.name),
    same: isSame(file, sent),
  }));
  for (const [index, delivery] of deliveries.entries()) {
    const message = messages[index];
    if (message) shown.push(...(await showMessage(tools, stored, { delivery, message, again })));
  }
  return shown.map((file) => (name === '' ? file : { ...file, name: `${name}/${file.name}` }));
}

/** As far as it goes where the stored settings do not name them. */
const readerOfRow = ({ kind, target: address, origin }: Delivery): Reader => ({
  target: { kind, address },
  origin: origin ?? '',
  via: { kind: 'address', address, like: null },
  parts: [],
});

interface Shown {
  readonly delivery: Delivery;
  readonly message: PreparedMessage;
  readonly again: RenderedAgain;
}

/** What the channel sent to the reader. */
async function showMessage(
  { ledger: { history } }: PreviewRunTools,
  stored: StoredRun,
  { delivery, message: { reader, contents }, again: { prepared, channels } }: Shown,
): Promise<readonly RunFile[]> {
  const connection = connectionOf(reader, channels);
  if (!connection || !contents) return [];
  const { run, deliveries } = stored.story;
  const ofKind = deliveries.filter(({ kind }) => kind === delivery.kind);
  const { slice, part, idempotencyKey } = delivery;
  const envelope = buildEnvelope(
    {
      ...{ digest: prepared.head, target: reader.target, slice, part, idempotencyKey },
      corrects: await followedBy(delivery, { digest: { id: run.digest }, ofKind, history }),
      date: run.scheduledFor,
    },
    contents,
  );
  const sent = bundleOf(stored, delivery.body);
  const files = await connection.preview(envelope);
  const same = sent.length === 0 ? null : contents.body.every((file) => isSame(file, sent) === true);
  return files.map((file) => ({ ...file, same }));
}

const bundleOf = ({ story: { artifacts } }: StoredRun, name: string | null) =>
  artifacts.filter(({ bundle }) => bundle === name);

function isSame({ name, sha256 }: Artifact, sent: readonly ArtifactRecord[]): boolean | null {
  const record = sent.find((one) => one.name === name);
  return record ? record.sha256 === sha256 : null;
}

function notesOn({ settings }: StoredSlice, files: readonly RunFile[]): readonly string[] {
  const different = files.filter(({ same }) => same === false).map(({ name }) => name);
  return [
    ...(settings === null
      ? ['The configuration of that run is not stored: what is made again has the settings of today.']
      : []),
    ...(settings !== null && settings.version !== VERSION
      ? [`It was made by botdigest ${settings.version}, and is made again by ${VERSION}.`]
      : []),
    ...(different.length > 0
      ? [`Not the same byte for byte as what went out: ${different.join(', ')}.`]
      : []),
  ];
}
