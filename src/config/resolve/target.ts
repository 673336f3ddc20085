import type { TargetConfig } from '../config.js';
import type { DeliverEntry, Plugin } from '../schema/plugins.js';
import { resolveSlice, type SliceContext } from './slice.js';

/** The entries of a `deliver:` with their places, `digests.weekly.deliver[0]`, and what each changes of its digest. */
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

/** Entries of a list of targets with their places: `notify[0]`. */
export function targets(entries: readonly Plugin[], path: string): TargetConfig[] {
  return entries.map(({ kind, options }, index) => ({
    kind,
    options,
    path: `${path}[${index}]`,
    slice: { name: '', changes: {} },
  }));
}
