import { z } from 'zod';
import { judgedTone } from './values.js';

/** The rules of what to notice, the most severe first. */
export const RULES = [
  'silent',
  'missing',
  'understood',
  'level',
  'mover',
  'figure',
  'goals',
  'busiest',
  'stopped',
  'new',
] as const;

export const callout = z.object({
  rule: z
    .enum([...RULES, 'alert'])
    .describe('The rule that produced it; `alert` in the message of an alert.'),
  section: z.string().describe('The id of the section it is about, which the digest may lack, or `about`.'),
  tone: judgedTone,
  about: z.object({
    bots: z.array(z.string()).describe('Ids of the bots that it is about; empty for all of the digest.'),
    sources: z.array(z.string()).describe('Sources that it is about, in the API’s words.'),
    steps: z.array(z.string()).describe('Names of the steps and interactions that it is about.'),
  }),
  values: z
    .record(z.string(), z.union([z.number(), z.string(), z.null()]))
    .describe('The numbers and days that the sentence states, by name; rates are fractions.'),
  heading: z.string().describe('Printed in bold.'),
  body: z.string().describe('Follows the heading directly: begins with its own space or punctuation.'),
});
