import type { ZodType } from 'zod';
import { csv } from './csv.js';
import { email } from '../channels/email/body/body.js';
import { mailTemplates } from '../channels/email/body/templates.js';
import { json } from './json.js';
import { createPdfRenderer } from './pdf/pdf.js';
import { png } from './png/png.js';
import type { Renderer } from './renderer.js';
import { slack } from '../channels/slack/body/body.js';
import { xlsx } from './xlsx/xlsx.js';

/** Every word of `formats:`, in the order in which a preview lists its files. */
const formats = {
  pdf: createPdfRenderer(),
  xlsx,
  csv,
  json,
  png,
} as const satisfies Record<string, Renderer>;

/** The bodies of messages, which deliverers ask for. */
const bodies = { email, slack } as const satisfies Record<string, Renderer>;

export const renderers: ReadonlyMap<string, Renderer> = new Map(Object.entries({ ...formats, ...bodies }));

/** The templates that people may replace, by file name. */
export const templates = { ...mailTemplates };

/** The option schemas of `formats:`, for checking a configuration. */
export const formatOptions: Readonly<Record<string, ZodType>> = Object.fromEntries(
  Object.entries(formats).map(([kind, { options }]) => [kind, options]),
);
