import type { TargetConfig } from '../config.js';
import type { DeliverEntry, Plugin } from '../schema/plugins.js';
import { resolveSlice, type SliceContext } from './slice.js';

/** The entries of a `deliver:` with their paths (`digests.weekly.deliver[0]`) and slices. */
export function readers(
  entries: readonly DeliverEntry[],
  path: string,
  context: SliceContext,
): TargetConfig[] {
  return targets(entries, path).map((target, index) => ({
    ...target,
    slice: resolveSlice(entries[index]?.slice ?? {}, context),
  }));
}

/** The entries of a list of targets with their paths: `notify[0]`. */
export function targets(entries: readonly Plugin[], path: string): TargetConfig[] {
  return entries.map(({ kind, options }, index) => ({
    kind,
    options,
    path: `${path}[${index}]`,
    slice: { name: '', changes: {} },
  }));
}
