import type { TargetConfig } from './config.js';
import type { Plugin } from './schema/plugins.js';

/** Delivery entries with their places: `digests.weekly.deliver[0]`. */
export function targets(entries: readonly Plugin[], path: string): TargetConfig[] {
  return entries.map(({ kind, options }, index) => ({ kind, options, path: `${path}[${index}]` }));
}
