import { needsBlock } from '../channel-rules.js';
import type { Issue } from '../problem.js';
import { publications, rawOptions } from '../read/entries.js';
import type { Path } from '../read/tree.js';
import { children, list, mapping, nameOf, type Untyped } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import type { Rule } from './rule.js';

/** A secret is given inline or by a file, not both. */
export const oneSourcePerSecret: Rule = (root, { channels }) => [
  ...either(root.chatbot, ['chatbot'], 'token'),
  ...either(root.server, ['server'], 'password'),
  ...channels.flatMap(({ kind, settings }) =>
    (settings?.secrets ?? []).flatMap(({ key }) => {
      const path = [kind, ...key.split('.')];
      const holder = path.slice(0, -1);
      return either(valueAt(root, holder), holder, path.at(-1) ?? '');
    }),
  ),
  ...children(root.bots).flatMap(([id, bot]) => either(bot, ['bots', id], 'token')),
  ...rawOptions(root).flatMap(({ kind, path, options }) =>
    secretKeys(kind, channels).flatMap(({ key }) => either(options, path, key)),
  ),
];

const secretKeys = (channel: string, channels: Plugins['channels']) =>
  channels.find(({ kind }) => kind === channel)?.secretOptions?.keys ?? [];

/** An entry gives each secret that its channel cannot do without. */
export const secretsOfEntries: Rule = (root, { channels }) =>
  rawOptions(root).flatMap(({ kind, path, options }) =>
    secretKeys(kind, channels)
      .filter(({ key, required }) => required && !(key in options) && !(`${key}File` in options))
      .map(({ key }) => ({
        path: [...path, key],
        message: `is missing; give it, or its file as ${key}File`,
      })),
  );

const valueAt = (root: Untyped, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => mapping(value)[key], root);

function either(holder: unknown, path: Path, key: string): Issue[] {
  const held = mapping(holder);
  return key in held && `${key}File` in held
    ? [{ path: [...path, `${key}File`], message: `stands beside ${key}; keep one of the two`, onKey: true }]
    : [];
}

const hasToken = (holder: unknown): boolean => 'token' in mapping(holder) || 'tokenFile' in mapping(holder);

/** Every bot needs its own token or the common one. */
export const tokenForEveryBot: Rule = (root) => {
  const without = children(root.bots).filter(([, bot]) => !hasToken(bot));
  if (without.length === 0 || hasToken(root.chatbot)) return [];
  const ids = without.map(([id]) => id).join(', ');
  return [
    { path: ['chatbot', 'token'], message: `is missing; these bots have no token of their own: ${ids}` },
  ];
};

/** Issues across keys of the channels' blocks. */
export const channelBlocks: Rule = (root, { channels }) =>
  channels.flatMap(({ kind, settings }) =>
    settings !== null && kind in root
      ? settings.issues(mapping(root[kind])).map((issue) => ({ ...issue, path: [kind, ...issue.path] }))
      : [],
  );

/** Issues of entries together with the block of defaults of their channel. */
export const entriesWithBlocks: Rule = (root, { channels }) =>
  rawOptions(root).flatMap(({ kind, path, options }) => {
    const settings = channels.find((channel) => channel.kind === kind)?.settings;
    const issues = settings?.entryIssues?.(options, mapping(root[kind])) ?? [];
    return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  });

/** Every channel in use that needs settings must have its block. */
export const settingsForEveryTarget: Rule = (root, { channels }) => {
  const needing = new Set(channels.filter(needsBlock).map(({ kind }) => kind));
  return [
    ...needBlocks(root, { targets: root.notify, path: ['notify'] }, needing),
    ...publications(root).flatMap(({ path, input }) =>
      needBlocks(root, { targets: input.deliver, path: [...path, 'deliver'] }, needing),
    ),
  ];
};

function needBlocks(
  root: Untyped,
  { targets, path }: { readonly targets: unknown; readonly path: Path },
  needing: ReadonlySet<string>,
): Issue[] {
  return list(targets).flatMap((target, index) => {
    const kind = nameOf(target);
    if (kind === null || !needing.has(kind) || kind in root) return [];
    const message = `needs the block “${kind}:” at the top level of the file`;
    return [{ path: [...path, index, kind], message, onKey: true }];
  });
}
