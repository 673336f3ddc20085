import { type Artifact, artifact } from '../render/artifact.js';

/** A message to operators, its words cleaned of control characters and secrets. */
export interface NoticeMessage {
  /** One line, fit for a mail's subject. */
  readonly headline: string;
  /** What happened, a paragraph each. */
  readonly story: readonly string[];
  /** Commands with what each does. */
  readonly todo: readonly { readonly command: string; readonly does: string }[];
  /** The same for programs; `text` is added by whoever posts it. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The message as plain text, commands under each other. */
export function noticeAsText({ headline, story, todo }: Omit<NoticeMessage, 'data'>): string {
  const width = Math.max(0, ...todo.map(({ command }) => command.length));
  const commands = todo.map(({ command, does }) => `  ${command.padEnd(width)}  ${does}`);
  return [`${headline}.`, ...story, commands.join('\n')].filter(Boolean).join('\n\n').concat('\n');
}

export const noticeTextFile = (message: NoticeMessage, role: Artifact['role']): Artifact =>
  artifact({
    name: 'notice.txt',
    mediaType: 'text/plain; charset=utf-8',
    role,
    bytes: Buffer.from(noticeAsText(message)),
  });

/** `text` says it all, for chats that take such a post as a message. */
export function noticeJsonFile(message: NoticeMessage): Artifact {
  const text = chatText(noticeAsText({ ...message, headline: `botdigest: ${message.headline}` }));
  return artifact({
    name: 'notice.json',
    mediaType: 'application/json',
    role: 'attachment',
    bytes: Buffer.from(JSON.stringify({ ...message.data, text }, null, 2)),
  });
}

/** For channels that carry files: the notice as JSON and as text. */
export const noticeFiles = (message: NoticeMessage) => ({
  body: [],
  attachments: [noticeJsonFile(message), noticeTextFile(message, 'attachment')],
});

/**
 * Text that a chat shows and does not interpret: Slack, Google Chat and others mention and link between angle brackets, Mattermost by an @, and
 * many link between brackets and parentheses. Some would show entities as they are.
 */
export const chatText = (text: string): string =>
  text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('](', '] (')
    .replace(/@(?=(?:channel|here|everyone|all|group|room)\b)/gi, '＠');
