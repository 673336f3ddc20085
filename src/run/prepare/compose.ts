import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAlertStory } from '../../alerts/message/story.js';
import { composeAlert } from '../../digest/alert/compose.js';
import { composeDigest } from '../../digest/compose.js';
import type { Digest } from '../../digest/digest.js';
import type { SliceFigures } from './figures.js';

/** A slice with the digest that its readers get. */
export interface ComposedSlice extends SliceFigures {
  readonly digest: Digest;
}

/** Composes the digest of each slice, with room for others between. */
export async function compose(slices: readonly SliceFigures[]): Promise<readonly ComposedSlice[]> {
  const composed: ComposedSlice[] = [];
  for (const slice of slices) {
    const { snapshot, config } = slice;
    const digest = isAlertStory(snapshot)
      ? composeAlert(snapshot, { ...config, id: snapshot.alert })
      : composeDigest(snapshot, config);
    composed.push({ ...slice, digest });
    await nextTurn();
  }
  return composed;
}
