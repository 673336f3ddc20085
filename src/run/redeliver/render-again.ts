import type { Channels } from '../../channels/channel.js';
import { type PrepareRunTools, prepareRun } from '../prepare/prepare-run.js';
import type { PreparedSlice } from '../prepare/render-run.js';
import { type RequestedSlice, requested } from '../prepare/request.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';
import type { SettingsTools } from '../prepare/settings-tools.js';
import { destinationOf, type Reader, readerOf } from '../readers/destination.js';
import type { StoredRun, StoredSlice } from './stored-run.js';

export interface RenderAgainTools extends PrepareRunTools {
  readonly channels: Channels;
  readonly settings: SettingsTools;
}

interface Wanted extends Pick<RequestedSlice, 'files'> {
  readonly readers: readonly Reader[];
  /** The formats to render; those of its configuration when left out. */
  readonly formats?: RequestedSlice['formats'];
}

export interface RenderedAgain {
  readonly prepared: PreparedSlice;
  /** Those that it was rendered for. */
  readonly channels: Channels;
}

/** Made of the figures of then, whatever they lack. */
const AS_IT_WAS: SendingPolicy = { onBlank: 'show', onGap: 'send', onEmpty: 'send', patient: false };

/** Ends soon of itself: a stop takes effect when the run is worked on. */
const NEVER = new AbortController().signal;

/** Renders a slice from its stored figures with the settings that are stored beside them, or else with those of today. Messages are in the order of the readers. */
export async function renderAgain(
  tools: RenderAgainTools,
  { story: { run }, digest: today }: StoredRun,
  slice: StoredSlice,
  { readers, files, formats = slice.config.formats }: Wanted,
): Promise<RenderedAgain | null> {
  const { name, config, edition, snapshot, settings } = slice;
  const digest = settings?.digest ?? today;
  // A channel that is new since then has its settings of today.
  const then = settings && tools.settings.open(new Map([...tools.settings.channels, ...settings.channels]));
  const asThen = (reader: Reader): Reader => {
    const { target, origin } = reader;
    const row = { kind: target.kind, target: target.address, slice: name, origin };
    const found = then && destinationOf(row, digest, then.channels);
    return { ...(found ? readerOf(found) : reader), target, origin };
  };
  const request = {
    subject: run.id,
    digest,
    slot: { digest: run.digest, scheduledFor: run.scheduledFor, trigger: run.trigger },
    policy: AS_IT_WAS,
    slices: [requested({ name, config }, { edition, readers: readers.map(asThen), files, formats })],
    source: { kind: 'stored', snapshots: new Map([[name, snapshot]]) },
  } as const;
  try {
    const made = await prepareRun({ ...tools, ...then }, request, { signal: NEVER });
    const [prepared] = made.kind === 'made' ? made.slices : [];
    return prepared ? { prepared, channels: then?.channels ?? tools.channels } : null;
  } finally {
    await then?.renderWorker.close();
  }
}
