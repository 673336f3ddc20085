import { isIP } from 'node:net';
import { isLoopback } from '../lib/net/loopback.js';
import type { Secret } from '../lib/secret.js';
import type { Issue } from './problem.js';
import type { Plugins } from './schema/plugins.js';
import type { Root } from './schema/root.js';
import { parseListen } from './schema/server.js';
import { rawAt } from './values/address.js';
import { alertWarnings } from './warnings/alerts.js';
import { faintColours } from './warnings/contrast.js';
import { checkedPublications } from './warnings/publications.js';
import { zoneDoubts } from './warnings/readers.js';

/** Warnings: valid but probably unintended settings. */
export function warningsOf(root: Root, plugins: Plugins): Issue[] {
  return [
    ...Object.entries(root.bots).flatMap(([id, { storyId }]) => oddStoryId(id, storyId)),
    ...unnamedServer(root.server),
    ...openServer(root.server),
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
    ...faintColours(root.theme, ['theme']),
    ...checkedPublications(root).flatMap(({ path, input }) => faintColours(input.theme, [...path, 'theme'])),
    ...alertWarnings(root, plugins),
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

/** Other machines may read the console of a server without a password. */
function openServer(server: Root['server']): Issue[] {
  const host = server === 'off' ? null : (parseListen(server.listen)?.host ?? null);
  if (server === 'off' || host === null || isLoopback(host)) return [];
  if (server.password || server.passwordFile !== undefined) return [];
  const message =
    '{value} is reached by other machines, and the console has no password: whoever reaches it reads figures, digests and settings. Set server.password or server.passwordFile, or listen on 127.0.0.1';
  return [{ path: ['server', 'listen'], message }];
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

/** Warnings of the channels about their blocks. */
export function channelWarnings(root: Root, { channels }: Plugins): Issue[] {
  return channels.flatMap(({ kind, settings }) => {
    const block = (root as Readonly<Record<string, unknown>>)[kind];
    if (settings === null || block === undefined) return [];
    return settings.warnings(block).map((issue) => ({ ...issue, path: [kind, ...issue.path] }));
  });
}
