import type { Secret } from '../../lib/secret.js';
import type { ChannelRules } from '../channel-rules.js';
import type { TargetConfig } from '../config.js';
import type { DeliverEntry, Plugin } from '../schema/plugins.js';
import { resolveSlice, type SliceContext } from './slice.js';

/** Where entries find the secrets that they name a file for. */
export interface EntrySecrets {
  /** Contents of secret files, by the path of their key. */
  readonly secretFiles: ReadonlyMap<string, Secret>;
  readonly channels: readonly ChannelRules[];
}

/** The entries of a `deliver:` with their paths (`digests.weekly.deliver[0]`) and slices. */
export function readers(
  entries: readonly DeliverEntry[],
  path: string,
  context: SliceContext & EntrySecrets,
): TargetConfig[] {
  return targets(entries, path, context).map((target, index) => ({
    ...target,
    slice: resolveSlice(entries[index]?.slice ?? {}, context),
  }));
}

/** The entries of a list of targets with their paths: `notify[0]`. */
export function targets(
  entries: readonly Plugin[],
  path: string,
  { secretFiles, channels }: EntrySecrets,
): TargetConfig[] {
  return entries.map(({ kind, options }, index) => {
    const at = `${path}[${index}]`;
    const secrets = channels.find((channel) => channel.kind === kind)?.secretOptions;
    const filled = secrets?.resolve(options, (key) => secretFiles.get(`${at}.${kind}.${key}File`));
    return { kind, options: filled ?? options, path: at, slice: { name: '', changes: {} } };
  });
}
