import { canonicalJson } from '../../lib/hash.js';
import type { Issue } from '../problem.js';
import { publications } from '../read/entries.js';
import { formatPath, type Path } from '../read/tree.js';
import { list, mapping, nameOf, type Untyped, word } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import type { Rule } from './rule.js';

/** A reader named by an entry, with the path of the name. */
interface Named {
  readonly path: Path;
  /** Equal for the same reader and the same contents. */
  readonly identity: string;
}

/** No reader gets the same digest or alert twice; entries with other bots, locale or time zone are different ones. */
export const distinctReaders: Rule = (root, { channels }) => {
  return [
    ...repeated(
      list(root.notify).flatMap((entry, index) =>
        namedIn(root, { entry: mapping(entry), path: ['notify', index] }, channels),
      ),
    ),
    ...publications(root).flatMap(({ id, path: above, input }) =>
      repeated(
        list(input.deliver).flatMap((entry, index) => {
          const path = [...above, 'deliver', index];
          const contents = contentsOf(mapping(entry), input, root, id);
          return namedIn(root, { entry: mapping(entry), path }, channels, contents);
        }),
      ),
    ),
  ];
};

/**
 * What readers of an entry see, as far as an entry can change it. Omitted keys take the value of the digest or alert, the file or the default, so
 * that spelling out a default makes no difference.
 */
function contentsOf(entry: Untyped, publication: Untyped, root: Untyped, id: string): string {
  const said = (key: string, ...holders: readonly Untyped[]) =>
    holders.map((holder) => holder[key]).find((value) => value !== undefined && value !== null);
  return canonicalJson({
    bots: list(said('bots', entry, publication))
      .map(String)
      .toSorted(),
    locale: localeName(said('locale', entry, publication, root) ?? 'en-GB'),
    timezone: zoneName(said('timezone', entry, publication, root) ?? 'UTC'),
    formats: list(said('formats', entry, publication) ?? ['pdf'])
      .map(formatName)
      .toSorted(),
    title: String(said('title', entry, publication) ?? id).trim(),
  });
}

function localeName(tag: unknown): string {
  try {
    return Intl.getCanonicalLocales(String(tag))[0] ?? '';
  } catch {
    return String(tag);
  }
}

const UTC = /^(etc\/)?(utc|uct|zulu|universal)$/;

const zoneName = (zone: unknown): string => String(zone).toLowerCase().replace(UTC, 'utc');

/** `pdf` and `pdf: {}` are one format. */
function formatName(entry: unknown): string {
  const name = nameOf(entry) ?? '';
  return canonicalJson([name, mapping(mapping(entry)[name])]);
}

interface Entry {
  readonly entry: Untyped;
  readonly path: Path;
}

function namedIn(
  root: Untyped,
  { entry, path }: Entry,
  channels: Plugins['channels'],
  contents = '',
): Named[] {
  return channels.flatMap(({ kind, reader: { key, identity, entryName } }) => {
    if (entryName !== undefined) {
      const name = kind in entry ? entryName(mapping(entry[kind]), mapping(root[kind])) : null;
      const named = { path: [...path, kind], identity: JSON.stringify([kind, name, contents]) };
      return name === null ? [] : [named];
    }
    const at = (option: string) =>
      namesAt(mapping(entry[kind])[option], [...path, kind, option]).map((named) => ({ ...named, option }));
    return [...at(key), ...at(`${key}File`)].map(({ name, at, option }) => ({
      path: at,
      identity: JSON.stringify([kind, option, option === key ? identity(name) : name, contents]),
    }));
  });
}

function namesAt(value: unknown, path: Path): { readonly name: string; readonly at: Path }[] {
  const single = word(value);
  if (single !== null) return [{ name: single, at: path }];
  return list(value).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, at: [...path, index] }] : [],
  );
}

function repeated(named: readonly Named[]): Issue[] {
  const first = new Map<string, Path>();
  return named.flatMap(({ path, identity }): Issue[] => {
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, path);
    return earlier === undefined
      ? []
      : [
          {
            path,
            message: `names the same reader as ${formatPath(earlier)} and gets the same; keep one of the two`,
          },
        ];
  });
}
