import type { Config } from '../config.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { list } from '../read/untyped.js';
import type { Plugin, Plugins } from '../schema/plugins.js';
import type { Root } from '../schema/root.js';
import { zoneDoubt } from '../values/zone-doubts.js';
import { checkedPublications } from './publications.js';

/** Time zones that are valid but probably unintended. */
export function zoneDoubts(root: Root): Issue[] {
  const named: (readonly [Path, string | undefined])[] = [
    [['timezone'], root.timezone],
    ...checkedPublications(root).flatMap(({ path, input }) => [
      [[...path, 'timezone'], input.timezone] as const,
      ...input.deliver.map(
        ({ slice }, index) => [[...path, 'deliver', index, 'timezone'], slice.timezone] as const,
      ),
    ]),
  ];
  return named.flatMap(([path, zone]) => {
    const doubt = zone === undefined ? null : zoneDoubt(zone);
    return doubt ? [{ path, ...doubt }] : [];
  });
}

/** Readers in zones behind the schedule's: the digest may be due before their last day is over. */
export async function zoneWarnings(
  { digests }: Pick<Config, 'digests'>,
  { unfinishedSlot }: Plugins,
): Promise<Issue[]> {
  const entries = [...digests.values()].flatMap((digest) =>
    digest.deliver.map(({ slice }, index) => ({ digest, index, zone: slice.changes.timezone })),
  );
  const found = entries.map(async ({ digest, index, zone }) => {
    const slot = zone === undefined ? null : await unfinishedSlot(digest, zone);
    const path = ['digests', digest.id, 'deliver', index, 'timezone'];
    return slot ? [{ path, message: early(slot, digest.timezone) }] : [];
  });
  return (await Promise.all(found)).flat();
}

function early({ own, there }: { readonly own: string; readonly there: string }, zone: string): string {
  return `the last day is not over in {value} when this is due: at ${own} in ${zone} it is ${there} there; set a later schedule, or give these readers a digest of their own`;
}

/** Reader addresses that are valid but probably unintended. */
export function readerWarnings(root: Root, { channels }: Plugins): Issue[] {
  const lists: (readonly [Path, readonly Plugin[]])[] = [
    [['notify'], root.notify],
    ...checkedPublications(root).map(({ path, input }) => [[...path, 'deliver'], input.deliver] as const),
  ];
  return lists.flatMap(([path, entries]) =>
    entries.flatMap(({ kind, options }, index) => {
      const { key, doubt } = channels.find((channel) => channel.kind === kind)?.reader ?? {};
      if (key === undefined || doubt === undefined) return [];
      return list((options as Readonly<Record<string, unknown>>)[key]).flatMap((name, at) => {
        const message = doubt(String(name));
        return message === null ? [] : [{ path: [...path, index, kind, key, at], message }];
      });
    }),
  );
}
