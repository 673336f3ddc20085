import { z } from 'zod';
import { ForeignText } from '../../lib/text/foreign.js';
import type { Check } from '../channel.js';
import { sentence } from '../receipt.js';
import { classifyAnswer, detailOf } from './answers.js';
import type { SlackFailure } from './api/failure.js';
import type { SlackOptions } from './options.js';
import type { SlackSession } from './pictures.js';

/** What the app must be allowed: to post, to upload, and to see when an upload can be shown. */
const SCOPES = ['chat:write', 'files:write', 'files:read'] as const;
/** One of these lets a post in doubt be looked up, by the kind of channel. */
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history'] as const;

/** Whether Slack takes the token, and with the scopes that are needed. */
export async function checkToken(session: SlackSession): Promise<Check> {
  const answer = await session.call('auth.test', {});
  if (!answer.ok) return refused(answer.failure, 'Slack');
  const { scopes } = z
    .object({ scopes: z.array(z.string()) })
    .partial()
    .catch({})
    .parse(answer.data.response_metadata ?? {});
  const lacking = scopes ? SCOPES.filter((scope) => !scopes.includes(scope)) : [];
  if (lacking.length > 0)
    return {
      ok: false,
      message: `The Slack app lacks ${lacking.join(', ')}.`,
      hint: 'Add these scopes to the app and install it again.',
    };
  const { user, team } = named.parse(answer.data);
  const blind = scopes !== undefined && !HISTORY.some((scope) => scopes.includes(scope));
  const note = blind ? ' Without channels:history a post in doubt cannot be looked up.' : '';
  return {
    ok: true,
    detail: `Slack took the token of ${opened(user) || 'the app'} in ${opened(team) || 'its workspace'}.${note}`,
  };
}

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
export async function checkChannel(session: SlackSession, { channel }: SlackOptions): Promise<Check> {
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
