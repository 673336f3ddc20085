import type { Channels } from '../../src/channels/channel.js';
import type { Snapshot } from '../../src/chatbot/snapshot.js';
import type { DigestConfig } from '../../src/config/config.js';
import type { RenderJob } from '../../src/run/prepare/render-run.js';
import { requested } from '../../src/run/prepare/request.js';
import { destinationsOf, readerOf } from '../../src/run/readers/destination.js';
import { slicesOf } from '../../src/run/readers/slices.js';

/** The digest of a snapshot as it is first sent, to everyone who gets it. */
export const renderJob = (digest: DigestConfig, snapshot: Snapshot, channels: Channels): RenderJob => ({
  subject: 'run',
  digest,
  slot: snapshot.slot,
  policy: { onBlank: 'omit', onGap: digest.onGap, onEmpty: digest.onEmpty, patient: false },
  slices: slicesOf(digest).map((slice) => ({
    ...requested(slice, { readers: destinationsOf(slice.config, channels).map(readerOf) }),
    snapshot,
  })),
});
