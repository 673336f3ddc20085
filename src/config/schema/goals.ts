import { z } from 'zod';
import type { Goal } from '../config.js';
import { addFault, measured } from '../values/leaf.js';

const GOAL = /^(<|>)\s*(\d+(?:\.\d+)?)\s*(%?)$/;

function parse(value: string): (Goal & { readonly percent: boolean }) | null {
  const [, sign, digits, percent] = GOAL.exec(value.trim()) ?? [];
  if (sign === undefined) return null;
  const number = Number(digits);
  return {
    side: sign === '<' ? 'below' : 'above',
    limit: percent === '%' ? number / 100 : number,
    percent: percent === '%',
  };
}

/** A goal such as `"< 6%"` for a rate, or `"> 2000"` for a count. */
function goal(rate: boolean) {
  const example = rate ? '"< 6%"' : '"> 2000"';
  return measured((value) => {
    const parsed = parse(value);
    if (parsed === null) return { message: `{value} is not a goal such as ${example}` };
    if (parsed.percent !== rate)
      return {
        message: rate ? '{value} is a rate: write it with %' : '{value} is a count: write it without %',
      };
    return null;
  })
    .transform((value): Goal => {
      const { side, limit } = parse(value) ?? { side: 'below', limit: 0 };
      return { side, limit };
    })
    .meta({ type: 'string', pattern: GOAL.source })
    .optional();
}

export const goals = z
  .strictObject({
    conversations: goal(false).describe('Conversations of the window, such as "> 2000".'),
    paid: goal(false).describe('Paid conversations of the window, such as "< 5000".'),
    messages: goal(false).describe('Messages of the window.'),
    messagesPerConversation: goal(false).describe('Messages of a conversation, such as "< 7".'),
    fallbackRate: goal(true).describe('Fallbacks in uses, such as "< 6%".'),
  })
  .describe('Goals of figures: a line in charts, a word in tiles, a sentence when missed.');

/** A URL in which `{storyId}` stands for the bot. */
export const links = z
  .string()
  .superRefine((value, context) => {
    if (value === '') return;
    if (!/^https?:\/\//.test(value) || !URL.canParse(value.replaceAll('{storyId}', 'x')))
      addFault(context, { message: '{value} is not an http or https URL' });
    else if (!value.includes('{storyId}'))
      addFault(context, { message: '{value} has no {storyId}, which stands for the bot' });
  })
  .transform((value) => (value === '' ? null : value))
  .describe('Where the names of bots lead: a URL with {storyId}; empty for none.');
