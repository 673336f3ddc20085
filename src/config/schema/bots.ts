import { z } from 'zod';
import { SOURCES } from '../../vocabulary/chatbot.js';
import { lineValue, textValue, type ValueFault } from '../values/leaf.js';
import { tokenKeys } from './chatbot.js';

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The id of a bot or digest, in characters that are safe in file names. */
export const id = () =>
  z.string().regex(ID, {
    error: 'an id is 1 to 63 lower-case letters, digits and hyphens, and does not start with a hyphen',
  });

const bot = z.strictObject({
  name: lineValue().optional().describe('Display name; the id when left out.'),
  storyId: textValue(storyFault).describe('Id of the story, as in the address bar of the ChatBot app.'),
  sources: z
    .array(z.enum(SOURCES).meta({ title: 'source' }))
    .min(1)
    .optional()
    .describe('Count only these channels; all when left out.'),
  ...tokenKeys,
});

function storyFault(value: string): ValueFault | null {
  if (/[\s\p{Cc}]/u.test(value)) return { message: 'must not hold spaces or control characters' };
  if (!/[/:?#=&@]/.test(value)) return null;
  const [suggestion] = /\b[0-9a-f]{24}\b/.exec(value) ?? [];
  const message = '{value} is an address or a part of one; the story id is the 24 hexadecimal digits in it';
  return { message, suggestion };
}

export const bots = z
  .record(id(), bot)
  .refine((all) => Object.keys(all).length > 0, 'needs at least one bot')
  .meta({ minProperties: 1 })
  .describe('The bots, by an id of your choice.');
