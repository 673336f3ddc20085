import { z } from 'zod';
import { ForeignText } from '../../lib/text/foreign.js';
import type { Check } from '../channel.js';
import { sentence } from '../receipt.js';
import { classifyAnswer, detailOf } from './answers.js';
import type { SlackFailure } from './api/failure.js';
import { openConversation } from './conversation.js';
import { isPerson, type SlackOptions } from './options.js';
import type { SlackSession } from './pictures.js';

/** To upload, and to see when an upload can be shown. */
const FILE_SCOPES = ['files:write', 'files:read'] as const;
/** One of these lets a post in doubt be looked up, by the kind of channel. */
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history'] as const;

/** Whether Slack takes the token, and lets the app post. */
export async function checkToken(session: SlackSession): Promise<Check> {
  const answer = await session.call('auth.test', {});
  if (!answer.ok) return refused(answer.failure, 'Slack');
  const scopes = scopesOf(answer.data);
  if (scopes && !scopes.includes('chat:write')) return lacking(['chat:write']);
  const { user, team } = named.parse(answer.data);
  const blind = scopes !== undefined && !HISTORY.some((scope) => scopes.includes(scope));
  const note = blind ? ' Without channels:history a post in doubt cannot be looked up.' : '';
  return {
    ok: true,
    detail: `Slack took the token of ${opened(user) || 'the app'} in ${opened(team) || 'its workspace'}.${note}`,
  };
}

/** Whether the app may upload what digests need: pictures in messages, and files. */
export async function checkFiles(session: SlackSession): Promise<Check> {
  const answer = await session.call('auth.test', {});
  if (!answer.ok) return refused(answer.failure, 'Slack');
  const scopes = scopesOf(answer.data);
  if (scopes === undefined)
    return { ok: true, tried: false, detail: 'Slack did not say whether the app may upload files.' };
  const missing = FILE_SCOPES.filter((scope) => !scopes.includes(scope));
  return missing.length > 0 ? lacking(missing) : { ok: true, detail: 'The app may upload files.' };
}

function lacking(scopes: readonly string[]): Check {
  return {
    ok: false,
    message: `The Slack app lacks ${scopes.join(', ')}.`,
    hint: 'Add these scopes to the app and install it again.',
  };
}

/** The scopes of the token, where Slack names them. */
const scopesOf = (data: { readonly response_metadata?: unknown }) =>
  z
    .object({ scopes: z.array(z.string()) })
    .partial()
    .catch({})
    .parse(data.response_metadata ?? {}).scopes;

const named = z.object({ user: z.string(), team: z.string() }).partial().catch({});
const opened = (name: string | undefined) => name && new ForeignText(name).line([], 80);

const info = z.looseObject({
  channel: z.looseObject({
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_im: z.boolean().optional(),
  }),
});

/** Codes that are about the question and not about the channel. */
const NOT_ALLOWED_TO_ASK =
  /^(missing_scope|unknown_method|method_not_supported.*|not_allowed_token_type|no_permission)$/;

/** Whether the channel is there and the app in it: asked by `conversations.info`, or by its history where that is all the app may see. */
export async function checkChannel(session: SlackSession, options: SlackOptions): Promise<Check> {
  const { channel } = options;
  if (isPerson(channel)) return checkPerson(session, options);
  const asked = await session.call('conversations.info', { channel });
  if (asked.ok) return judgeChannel(channel, info.safeParse(asked.data).data?.channel);
  if (!NOT_ALLOWED_TO_ASK.test(asked.failure.code))
    return refused(asked.failure, `Slack, asked for ${channel},`);
  const read = await session.call('conversations.history', { channel, limit: 1 });
  if (read.ok)
    return { ok: true, detail: 'The channel is there, and the app may read it. Nothing was posted.' };
  if (!NOT_ALLOWED_TO_ASK.test(read.failure.code))
    return refused(read.failure, `Slack, asked for ${channel},`);
  return {
    ok: true,
    tried: false,
    detail:
      'The app may not look: give it channels:read (groups:read for a private channel), or post a test.',
  };
}

/** Whether the app may write to the person: it opens the direct message, and looks whether it may read there. */
async function checkPerson(session: SlackSession, options: SlackOptions): Promise<Check> {
  const conversation = await openConversation(session, options);
  if (!conversation.ok) return refused(conversation.failure, `Slack, asked for ${options.channel},`);
  const read = await session.call('conversations.history', { channel: conversation.data, limit: 1 });
  const blind = !read.ok && NOT_ALLOWED_TO_ASK.test(read.failure.code);
  const note = blind ? ' Without im:history a post in doubt cannot be looked up.' : '';
  return { ok: true, detail: `The app may write to this person. Nothing was posted.${note}` };
}

function judgeChannel(channel: string, found: z.infer<typeof info>['channel'] | undefined): Check {
  if (found === undefined)
    return {
      ok: false,
      message: 'Slack’s answer about the channel cannot be read.',
      hint: 'Check slack.apiUrl.',
    };
  const failure = found.is_archived
    ? 'is_archived'
    : found.is_member === false && !found.is_im
      ? 'not_in_channel'
      : null;
  if (failure === null)
    return { ok: true, detail: 'The channel is there, and the app is in it. Nothing was posted.' };
  return refused({ ...NOTHING, code: failure, detail: failure }, `Slack, asked for ${channel},`);
}

const NOTHING: SlackFailure = { code: '', detail: '', needed: null, waitMs: null, inDoubt: false };

function refused(failure: SlackFailure, who: string): Check {
  const verdict = classifyAnswer(failure, { visible: false });
  const message = sentence(`${who} ${verdict.says}`, detailOf(failure), '');
  return { ok: false, message, hint: verdict.hint || 'Try again in a while.' };
}
