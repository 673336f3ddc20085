import type { Command } from 'commander';
import { UserError } from '../lib/errors.js';

/** The options that name recipients. */
export interface RecipientOptions {
  readonly to?: readonly string[];
  readonly slack?: readonly string[];
}

export const recipientOptions = (command: Command): Command =>
  command
    .option('--to <address...>', 'e-mail addresses, one message each')
    .option('--slack <channel...>', 'Slack channel ids');

/** Throws a UserError where none is given. */
export function recipientsOf({ to = [], slack = [] }: RecipientOptions) {
  if (to.length + slack.length === 0)
    throw new UserError('usage', 'Give a recipient: --to ADDRESS or --slack CHANNEL.', { exitCode: 2 });
  return [
    ...to.map((address) => ({ kind: 'email', address })),
    ...slack.map((address) => ({ kind: 'slack', address })),
  ];
}
