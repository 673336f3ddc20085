import { dirname } from 'node:path';
import type { ZodType } from 'zod';
import type { Config } from '../config/config.js';
import type { Clock } from '../lib/clock.js';
import type { Deliverer } from './deliverer.js';
import { emailDeliverer } from './email/email.js';
import { emailOptions } from './email/options.js';
import { folderDeliverer } from './folder/folder.js';
import { folderOptions } from './folder/options.js';
import { slackOptions } from './slack/options.js';
import { slackDeliverer } from './slack/slack.js';

interface Entry {
  readonly options: ZodType;
  /** The deliverer for a configuration, or null when its connection is not configured. */
  create(config: Config, clock: Clock): Deliverer | null;
}

/** Every word of `deliver:`. */
const entries = {
  email: { options: emailOptions, create: ({ email }) => email && emailDeliverer(email) },
  slack: { options: slackOptions, create: ({ slack }, clock) => slack && slackDeliverer(slack, clock) },
  folder: { options: folderOptions, create: ({ file }) => folderDeliverer(dirname(file)) },
} as const satisfies Record<string, Entry>;

/** The option schemas, for checking a configuration. */
export const delivererOptions: Readonly<Record<string, ZodType>> = Object.fromEntries(
  Object.entries(entries).map(([kind, { options }]) => [kind, options]),
);

export function createDeliverers(config: Config, clock: Clock): ReadonlyMap<string, Deliverer> {
  const made = Object.entries(entries).map(([kind, { create }]) => [kind, create(config, clock)] as const);
  return new Map(made.flatMap(([kind, deliverer]) => (deliverer ? [[kind, deliverer]] : [])));
}
