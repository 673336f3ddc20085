import type { Channels } from '../../channels/channel.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import type { DigestConfig } from '../../config/config.js';
import { composeDigest } from '../../digest/compose.js';
import type { Contents, RunStory } from '../../ledger/ledger.js';
import type { Bundle } from '../../ledger/model/content.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Artifact } from '../../render/artifact.js';
import { bundleNames, readArtifact, storeArtifact } from '../journal/stored.js';
import { fitToLimit, placesElsewhere } from '../prepare/fit-to-limit.js';
import { deliveryStem, namesFrom } from '../prepare/naming.js';
import { envelopeFor } from '../prepare/prepare-deliveries.js';
import { createRendering, type Rendering, type RenderTools } from '../prepare/rendering.js';
import type { Destination } from '../readers/destination.js';
import { slicesOf } from '../readers/slices.js';

export interface RemakeTools extends RenderTools {
  readonly channels: Channels;
  readonly contents: Contents;
}

/** Renders messages of a run from its stored snapshots. */
export interface Remaking {
  /** The bundles of one reader's message; null when the snapshot or slice is gone. */
  content(reader: Destination, slice: string): Promise<Carrying | null>;
  /** True when a bundle is stored with its bytes, undamaged. */
  holds(name: string | null): Promise<boolean>;
  /** Bundles rendered so far, to be stored. */
  bundles(): readonly Bundle[];
  /** Slices whose files differ from those that were sent. */
  different(): readonly string[];
}

export interface Carrying {
  readonly body: string | null;
  readonly attachments: string | null;
  /** Of the digest that it is, the last that was made. */
  readonly edition: number;
  readonly incomplete: 0 | 1;
}

/** A slice of the digest, ready to be written to somebody. */
interface Source {
  readonly config: DigestConfig;
  readonly rendering: Rendering;
  readonly files: readonly Artifact[];
  /** The bundle of its files, or null when it has none. */
  readonly name: string | null;
  /** What it is one of. */
  readonly of: { readonly slice: string; readonly edition: number };
}

export function createRemaking(
  tools: RemakeTools,
  { run, artifacts }: RunStory,
  digest: DigestConfig,
): Remaking {
  const { contents } = tools;
  const made = new Map<string, Bundle>();
  const different = new Set<string>();
  const sources = new Map<string, Promise<Source | null>>();
  const held = new Map<string, Promise<readonly Artifact[] | null>>();
  const slot = { digest: run.digest, scheduledFor: run.scheduledFor, trigger: run.trigger };

  const stored = (name: string) => {
    const found =
      held.get(name) ??
      contents.bundle(run.id, name).then((files) => files?.map(readArtifact) ?? null, damaged);
    held.set(name, found);
    return found;
  };
  const hashes = (name: string) =>
    artifacts.filter(({ bundle }) => bundle === name).map(({ sha256 }) => sha256);
  /** Under its own name when it is what was stored there, or when nothing was. */
  const keep = (wanted: string, files: readonly Artifact[]): string | null => {
    if (files.length === 0) return null;
    const same = (name: string) => {
      const known = hashes(name);
      return known.length === 0 || known.join() === files.map(({ sha256 }) => sha256).join();
    };
    let name = wanted;
    for (let number = 2; !same(name); number += 1) name = `${wanted} ${number}`;
    made.set(name, { name, artifacts: files.map(storeArtifact) });
    return name;
  };
  const open = async (slice: string): Promise<Source | null> => {
    const figures = (await contents.snapshots(run.id).catch(damaged))?.find((one) => one.slice === slice);
    const config =
      slicesOf(digest).find(({ name }) => name === slice)?.config ?? (slice === '' ? digest : null);
    if (!figures || !config) return null;
    const composed = composeDigest(JSON.parse(figures.json) as Snapshot, config);
    const naming = namesFrom(deliveryStem(composed.id, composed.window));
    const rendering = createRendering(tools, composed, { ...config, name: naming });
    const of = { slice, edition: figures.edition ?? 0 };
    const name = bundleNames.files(of);
    const there = await stored(name);
    if (there) return { config, rendering, files: there, name, of };
    const files = await rendering.formats(config.formats);
    const kept = keep(name, files);
    if (kept !== null && kept !== name) different.add(slice);
    return { config, rendering, files, name: kept, of };
  };
  const sourceOf = (slice: string) => {
    const source = sources.get(slice) ?? open(slice);
    sources.set(slice, source);
    return source;
  };
  return {
    bundles: () => [...made.values()],
    different: () => [...different],
    holds: async (name) => name === null || (await stored(name)) !== null,
    async content(reader, slice) {
      const source = await sourceOf(slice);
      if (!source) return null;
      const { config, rendering, files, name, of } = source;
      const { digest: composed } = rendering;
      const { body, attachments, leftOut } = await fitToLimit({
        ...reader,
        rendering,
        attachments: files,
        elsewhere: placesElsewhere(config, digest, tools.channels),
        envelope: envelopeFor(reader, { slot, ...of, digest: composed }),
      });
      const some = bundleNames.someFiles(of, reader.target);
      return {
        edition: of.edition,
        incomplete: composed.incomplete ? 1 : 0,
        body: keep(bundleNames.body(of, reader.target), body),
        attachments: leftOut.length === 0 ? name : keep(some, attachments),
      };
    },
  };
}

function damaged(error: unknown): null {
  if (error instanceof LedgerError && error.code === 'content-damaged') return null;
  throw error;
}
