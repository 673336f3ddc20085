import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { children, list, mapping, nameOf, type Untyped } from '../read/untyped.js';
import type { Rule } from './rule.js';

/** A secret stands in the file or in a file of its own. */
export const oneSourcePerSecret: Rule = (root) => [
  ...either(root.chatbot, ['chatbot'], 'token'),
  ...either(root.email, ['email'], 'password'),
  ...either(mapping(root.email).dkim, ['email', 'dkim'], 'privateKey'),
  ...either(root.slack, ['slack'], 'token'),
  ...children(root.bots).flatMap(([id, bot]) => either(bot, ['bots', id], 'token')),
];

function either(holder: unknown, path: Path, key: 'token' | 'password' | 'privateKey'): Issue[] {
  const held = mapping(holder);
  return key in held && `${key}File` in held
    ? [{ path: [...path, `${key}File`], message: `stands beside ${key}; keep one of the two`, onKey: true }]
    : [];
}

const hasToken = (holder: unknown): boolean => 'token' in mapping(holder) || 'tokenFile' in mapping(holder);

/** Every bot is reached with its own token or the common one. */
export const tokenForEveryBot: Rule = (root) => {
  const without = children(root.bots).filter(([, bot]) => !hasToken(bot));
  if (without.length === 0 || hasToken(root.chatbot)) return [];
  const ids = without.map(([id]) => id).join(', ');
  return [
    { path: ['chatbot', 'token'], message: `is missing; these bots have no token of their own: ${ids}` },
  ];
};

export const tokenForSlack: Rule = (root) =>
  'slack' in root && !hasToken(root.slack) ? [{ path: ['slack', 'token'], message: 'is missing' }] : [];

/** Who signs has something to sign with. */
export const keyForDkim: Rule = (root) => {
  const email = mapping(root.email);
  if (!('dkim' in email)) return [];
  const dkim = mapping(email.dkim);
  return 'privateKey' in dkim || 'privateKeyFile' in dkim
    ? []
    : [{ path: ['email', 'dkim', 'privateKey'], message: 'is missing; or give privateKeyFile' }];
};

/** The mail server is given by its URL or in parts. */
export const oneWayToMail: Rule = (root) => {
  if (!('email' in root)) return [];
  const email = mapping(root.email);
  if ('url' in email) return partsBesideUrl(email);
  if (!('host' in email))
    return [{ path: ['email', 'url'], message: 'is missing; or give host, port, user and password' }];
  const hasPassword = 'password' in email || 'passwordFile' in email;
  if ('user' in email === hasPassword) return [];
  return [
    hasPassword
      ? { path: ['email', 'user'], message: 'is missing beside the password' }
      : { path: ['email', 'password'], message: 'is missing beside the user' },
  ];
};

function partsBesideUrl(email: Untyped): Issue[] {
  return ['host', 'port', 'user', 'password', 'passwordFile']
    .filter((key) => key in email)
    .map((key) => ({
      path: ['email', key],
      message: 'stands beside url, which already says it',
      onKey: true,
    }));
}

const NEEDS_BLOCK: ReadonlySet<string> = new Set(['email', 'slack']);

/** Who delivers by mail or Slack says how to reach them. */
export const connectionForEveryTarget: Rule = (root) => [
  ...needBlocks(root, root.notify, ['notify']),
  ...children(root.digests).flatMap(([id, digest]) =>
    needBlocks(root, digest.deliver, ['digests', id, 'deliver']),
  ),
];

function needBlocks(root: Untyped, targets: unknown, path: Path): Issue[] {
  return list(targets).flatMap((target, index) => {
    const kind = nameOf(target);
    if (kind === null || !NEEDS_BLOCK.has(kind) || kind in root) return [];
    const message = `needs the block “${kind}:” at the top level of the file`;
    return [{ path: [...path, index, kind], message, onKey: true }];
  });
}
