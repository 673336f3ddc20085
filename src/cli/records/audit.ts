import type { Command } from 'commander';
import type { Audit, Break } from '../../ledger/model/audit.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';

interface AuditOptions extends CommonOptions {
  readonly head?: string;
}

export function auditCommand(command: Command, context: CliContext): void {
  command
    .option('--head <head>', 'a head that an earlier audit or backup printed: must still be in the chain')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Each event of the store carries a hash over itself and the event before it, and over the rows of its run and delivery. Changed, removed,
inserted and reordered events are found, and changed receipts. Who can write the store can also make a new chain: keep the head that is printed
somewhere else, and name it later. Exits with 0 when all is whole, with 1 when not.

Examples:
  botdigest audit
  botdigest audit --json
  botdigest audit --head 4711-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`,
    )
    .action(async () => {
      const { head, json, config } = command.optsWithGlobals<AuditOptions>();
      await withApp(context, config, async (app) => {
        const audit = await app.audit(head ?? null);
        context.terminal.print(json ? JSON.stringify(audit, null, 2) : auditText(audit));
        context.finish(audit.whole && (audit.asked ?? 'in-chain') === 'in-chain' ? 0 : 1);
      });
    });
}

function auditText({ whole, events, deleted, head, brokenAt, asked }: Audit): string {
  const many = events === 1 ? '1 event' : `${events} events`;
  const gone = deleted === 0 ? '' : `, besides ${deleted} that retention deleted`;
  const stands = whole
    ? `The receipts are whole: ${many}${gone}.`
    : `The receipts are not whole. ${brokenAt === null ? '' : breakText(brokenAt)}`;
  return [
    stands,
    ...(asked === null ? [] : [ASKED[asked]]),
    ...(head === null || !whole ? [] : [`Head: ${head}`]),
  ].join('\n');
}

const ASKED = {
  'in-chain': 'The head that you named is in the chain: all up to there is as it was then.',
  deleted: 'The head that you named stood among events that retention has deleted: name a later one.',
  'not-in-chain':
    'The head that you named is not in the chain: the store was restored from an older copy, or somebody made the chain anew. Compare with a backup.',
} as const;

function breakText({ run, position, problem }: Break): string {
  const event = run === null ? `event ${position} of the store itself` : `event ${position} of run ${run}`;
  const see = run === null ? '' : ` botdigest explain ${run} shows the run;`;
  return `${PROBLEMS[problem](event)}${see} compare it with a backup from before.`;
}

const PROBLEMS: Readonly<Record<Break['problem'], (event: string) => string>> = {
  changed: (event) => `The ${event} is not as it was written:`,
  missing: (event) => `Events are missing before the ${event}:`,
  receipt: (event) => `What the store says of the run is not what the ${event} recorded:`,
  head: (event) => `Events are missing after the ${event}, or the note of the last one was changed:`,
};
