import { isIP } from 'node:net';
import { AA, contrast } from '../lib/contrast.js';
import { isLoopback } from '../lib/net/loopback.js';
import type { Secret } from '../lib/secret.js';
import type { Config } from './config.js';
import type { Issue } from './problem.js';
import { namesInDates, type Printed, withLatinDigits } from './read/printed.js';
import type { Path } from './read/tree.js';
import { list } from './read/untyped.js';
import type { Plugin, Plugins } from './schema/plugins.js';
import type { Root } from './schema/root.js';
import { parseListen } from './schema/server.js';
import type { ThemeInput } from './schema/theme.js';
import { rawAt } from './values/address.js';
import { zoneDoubt } from './values/zone-doubts.js';

/** Warnings: valid but probably unintended settings. */
export function warningsOf(root: Root): Issue[] {
  return [
    ...Object.entries(root.bots).flatMap(([id, { storyId }]) => oddStoryId(id, storyId)),
    ...unnamedServer(root.server),
    ...Object.entries(root.digests).flatMap(([id, { schedule, on, deliver }]) =>
      (schedule !== undefined || on !== undefined) && deliver.length === 0
        ? [
            {
              path: ['digests', id, on === undefined ? 'schedule' : 'on'],
              message: 'is due on a schedule but has nobody under deliver',
            },
          ]
        : [],
    ),
    ...zoneDoubts(root),
    ...rawStore(root.store),
    ...faint(root.theme, ['theme']),
    ...Object.entries(root.digests).flatMap(([id, { theme }]) => faint(theme, ['digests', id, 'theme'])),
  ];
}

/** A server that other machines can reach answers requests for its IP addresses and for configured names only. */
function unnamedServer(server: Root['server']): Issue[] {
  const host = server === 'off' ? null : (parseListen(server.listen)?.host ?? null);
  if (server === 'off' || host === null || isLoopback(host) || isIP(host) === 0) return [];
  if (server.hosts.length > 0 || server.baseUrl) return [];
  const message =
    '{value} is reached by other machines, and answers when they ask for an IP address or localhost only: name it under server.hosts (or server.baseUrl) for whoever asks for a name';
  return [{ path: ['server', 'listen'], message }];
}

function zoneDoubts({ timezone, digests }: Root): Issue[] {
  const named: (readonly [Path, string | undefined])[] = [
    [['timezone'], timezone],
    ...Object.entries(digests).flatMap(([id, digest]) => [
      [['digests', id, 'timezone'], digest.timezone] as const,
      ...digest.deliver.map(
        ({ slice }, index) => [['digests', id, 'deliver', index, 'timezone'], slice.timezone] as const,
      ),
    ]),
  ];
  return named.flatMap(([path, zone]) => {
    const doubt = zone === undefined ? null : zoneDoubt(zone);
    return doubt ? [{ path, ...doubt }] : [];
  });
}

function rawStore(store: Secret): Issue[] {
  const message = rawAt(store);
  return message === null ? [] : [{ path: ['store'], message }];
}

function oddStoryId(id: string, storyId: string): Issue[] {
  return /^[0-9a-f]{24}$/.test(storyId)
    ? []
    : [
        {
          path: ['bots', id, 'storyId'],
          message: '{value} does not look like a story id of 24 hexadecimal digits',
        },
      ];
}

/** Locales of digests and slices without messages, or whose digits or letters the fonts lack. */
export async function localeWarnings(
  root: Root,
  { digests }: Pick<Config, 'digests'>,
  { messages, printed }: Pick<Plugins, 'messages'> & { readonly printed: Printed },
): Promise<Issue[]> {
  const places = [...digests.values()].flatMap((digest) => [
    {
      digest,
      path: root.digests[digest.id]?.locale ? ['digests', digest.id, 'locale'] : ['locale'],
      locale: digest.locale,
    },
    ...digest.deliver.flatMap(({ slice: { changes } }, index) =>
      changes.locale === undefined
        ? []
        : [{ digest, path: ['digests', digest.id, 'deliver', index, 'locale'], locale: changes.locale }],
    ),
  ]);
  const found = places.map(async ({ digest: { templates, theme }, path, locale }) => {
    const spoken = messages.speaks(locale, templates.messages);
    const said = [
      ...(spoken ? [] : [wordless(locale)]),
      ...((await printed.digits(locale, theme.font)) ? [] : [digitless(locale)]),
      ...(!spoken || (await printed.letters(namesInDates(locale), theme.font)) ? [] : [letterless(locale)]),
    ];
    return said.length === 0 ? [] : [{ path, message: said.join('; ') }];
  });
  return (await Promise.all(found)).flat();
}

/** Titles and bot names with characters that PDFs and pictures would show as boxes. */
export async function nameWarnings(
  root: Root,
  { bots, digests, theme }: Pick<Config, 'bots' | 'digests' | 'theme'>,
  printed: Printed,
): Promise<Issue[]> {
  const names = [
    ...[...bots.values()].flatMap(({ id, name }) =>
      root.bots[id]?.name === undefined ? [] : [{ path: ['bots', id, 'name'], name, font: theme.font }],
    ),
    ...[...digests.values()].flatMap((digest) =>
      root.digests[digest.id]?.title === undefined
        ? []
        : [{ path: ['digests', digest.id, 'title'], name: digest.title, font: digest.theme.font }],
    ),
  ];
  const found = names.map(async ({ path, name, font }) =>
    (await printed.letters(name, font)) ? [] : [{ path, message: `{value} has letters that ${BOXES}` }],
  );
  return (await Promise.all(found)).flat();
}

const BOXES =
  'no bundled font has: PDFs and pictures show a box for each, unless a font under theme.font has them';

const letterless = (locale: string) => `months and weekdays of ${locale} have letters that ${BOXES}`;

function digitless(locale: string): string {
  return `no bundled font has the digits of ${locale}: all forms have Latin ones, as with ${withLatinDigits(locale)}; a font under theme.font that has them keeps them`;
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

function wordless(locale: string): string {
  const { language } = new Intl.Locale(locale);
  return `there are no words for {value}: words and dates are in English, numbers as in ${locale}; messages/${language}.yaml in your templates folder adds them`;
}

const PAPER = '#ffffff';

/** Minimum contrast of each colour to white; bars and rules are decorative. */
const MIN_VALUES = {
  text: AA.text,
  secondary: AA.text,
  accent: AA.text,
  attention: AA.text,
  comparison: AA.graphic,
} as const;

/** Colours below the WCAG AA contrast on white. */
function faint(theme: ThemeInput, path: Path): Issue[] {
  return Object.entries(MIN_VALUES).flatMap(([key, least]) => {
    const color = theme[key as keyof typeof MIN_VALUES];
    const has = color === undefined ? least : contrast(color, PAPER);
    if (has >= least) return [];
    const use = least === AA.text ? 'text' : 'lines';
    const message = `{value} is faint on white: its contrast is ${Math.floor(has * 10) / 10}, and ${use} should have ${least} (WCAG AA)`;
    return [{ path: [...path, key], message }];
  });
}

/** Warnings of the channels about their blocks. */
export function channelWarnings(root: Root, { channels }: Plugins): Issue[] {
  return channels.flatMap(({ kind, settings }) => {
    const block = (root as Readonly<Record<string, unknown>>)[kind];
    if (settings === null || block === undefined) return [];
    return settings.warnings(block).map((issue) => ({ ...issue, path: [kind, ...issue.path] }));
  });
}

/** Reader addresses that are valid but probably unintended. */
export function readerWarnings({ notify, digests }: Root, { channels }: Plugins): Issue[] {
  const lists: (readonly [Path, readonly Plugin[]])[] = [
    [['notify'], notify],
    ...Object.entries(digests).map(([id, { deliver }]) => [['digests', id, 'deliver'], deliver] as const),
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
