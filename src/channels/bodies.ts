import { formatRenderers } from '../render/registry.js';
import type { Renderer } from '../render/renderer.js';
import { emailBody } from './email/body/body.js';
import { mailTemplates } from './email/body/templates.js';
import { slackBody } from './slack/body/body.js';

/** The bodies of messages, which connections ask for. */
const bodies = { email: emailBody, slack: slackBody } as const satisfies Record<string, Renderer>;

/** Everything that digests are rendered with: formats and bodies. */
export const renderers: ReadonlyMap<string, Renderer> = new Map([
  ...formatRenderers,
  ...Object.entries(bodies),
]);

/** The templates that people may replace, by file name. */
export const templates = { ...mailTemplates };
