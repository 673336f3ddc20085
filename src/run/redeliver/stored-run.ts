import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { Contents, RunStory } from '../../ledger/ledger.js';
import type { StoredSettings } from '../../ledger/model/content.js';
import { LedgerError } from '../../ledger/model/errors.js';
import { createCache } from '../../lib/async/cache.js';
import { lazy } from '../../lib/async/lazy.js';
import type { Artifact } from '../../render/artifact.js';
import { type RenderSettings, readSettings } from '../journal/settings.js';
import { readArtifact, type SliceContent } from '../journal/stored.js';
import type { SettingsTools } from '../prepare/settings-tools.js';
import { type DigestSlice, sliceNamed } from '../readers/slices.js';

/** What the store still has of a run. */
export interface StoredRun {
  readonly story: RunStory;
  /** The digest as the configuration has it today: whom it reaches. */
  readonly digest: DigestConfig;
  readonly channels: Channels;
  /** The files of a bundle; null when its bytes are gone or damaged. */
  files(bundle: string): Promise<readonly Artifact[] | null>;
  /** True when a delivery carries nothing there, or a bundle whose bytes are stored, undamaged. */
  holds(bundle: string | null): Promise<boolean>;
  /** What a slice can be made of again, in its latest edition; null when its snapshot or the slice itself is gone. */
  slice(name: string): Promise<StoredSlice | null>;
}

export interface StoredSlice extends DigestSlice {
  readonly edition: number;
  readonly snapshot: SliceContent;
  /** What it was rendered with, and by which version; null where nothing of it is stored: then the configuration of today stands. */
  readonly settings: (RenderSettings & Pick<StoredSettings, 'version'>) | null;
}

interface StoredRunTools {
  readonly contents: Contents;
  readonly channels: Channels;
  readonly settings: Pick<SettingsTools, 'channels'>;
}

export function openStoredRun(
  { contents, channels, settings: { channels: today } }: StoredRunTools,
  { story, digest }: Pick<StoredRun, 'story' | 'digest'>,
): StoredRun {
  const { id } = story.run;
  const bundles = createCache<Promise<readonly Artifact[] | null>>(Number.POSITIVE_INFINITY);
  const slices = createCache<Promise<StoredSlice | null>>(Number.POSITIVE_INFINITY);
  const files = (bundle: string) =>
    bundles(bundle, () =>
      contents.bundle(id, bundle).then((stored) => stored?.map(readArtifact) ?? null, damaged),
    );
  const snapshots = lazy(() => contents.snapshots(id).catch(damaged));
  const open = async (name: string): Promise<StoredSlice | null> => {
    const figures = (await snapshots.get())?.find(({ slice }) => slice === name);
    if (!figures) return null;
    const { edition = 0, json } = figures;
    const kept = await contents.settings(id, edition);
    const settings = kept && { ...readSettings(kept, today), version: kept.version };
    const slice = sliceNamed(settings?.digest ?? digest, name);
    return slice && { ...slice, edition, settings, snapshot: JSON.parse(json) as SliceContent };
  };
  return {
    story,
    digest,
    channels,
    files,
    holds: async (bundle) => bundle === null || (await files(bundle)) !== null,
    slice: (name) => slices(name, () => open(name)),
  };
}

function damaged(error: unknown): null {
  if (error instanceof LedgerError && error.code === 'content-damaged') return null;
  throw error;
}
