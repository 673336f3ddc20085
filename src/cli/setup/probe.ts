import { join } from 'node:path';
import type { Command } from 'commander';
import type { ProbeReport, ReportedFinding } from '../../probing.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import { styled, type Terminal } from '../terminal/terminal.js';

interface ProbeOptions extends CommonOptions {
  readonly bot?: string;
  readonly record?: string;
}

export function probeCommand(command: Command, context: CliContext): void {
  command
    .option('--bot <id>', 'bot id (default: the first one that has enough conversations)')
    .option('--record <folder>', 'keep the answers there, without names, ids and counts, for a bug report')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The API’s documentation leaves open which weekday the heatmap begins with, the sign of offset, how several values are sent, whether “to” counts,
the layout of an answer with group, what conversations.avg averages, and limits. This asks your own account, reading only, in at most 40 requests at
the usual pace, compares answers that must agree, and prints the lines to put into the configuration.

Exit codes: 0 when it could ask, 1 when the API failed.

Examples:
  botdigest probe
  botdigest probe --bot support --json
  botdigest probe --record ./recording    then: botdigest sandbox --replay ./recording
`,
    )
    .action(async () => {
      const { config, bot, record, json } = command.optsWithGlobals<ProbeOptions>();
      await withApp(context, config, async (app) => {
        const report = await withProgress(context.terminal, 'Asking the API', (onRequest) =>
          app.probe({ bot: bot ?? null, signal: context.signal, onRequest }),
        );
        if (json) context.terminal.print(JSON.stringify(report.findings.map(asJson), null, 2));
        else tell(context.terminal, report);
        for (const failure of report.failures) context.terminal.warn(failure);
        if (record !== undefined) await keep(context.terminal, report, record);
        context.finish(report.failures.length === 0 ? 0 : 1);
      });
    });
}

const asJson = ({ question, answer, value, evidence, yaml }: ReportedFinding) => ({
  question,
  answer,
  value,
  evidence,
  yaml,
});

const SAYS = {
  settled: 'settled',
  notEnoughData: 'not enough data',
  contradiction: 'contradiction',
} as const;
const STYLES = { settled: 'green', notEnoughData: 'yellow', contradiction: 'red' } as const;

function tell(terminal: Terminal, { bot, findings, yaml }: ProbeReport): void {
  terminal.print(`Asked about ${bot}.\n`);
  for (const { question, answer, value, evidence } of findings) {
    const mark = styled(terminal.colour.out, STYLES[answer], SAYS[answer]);
    const what = answer === 'settled' ? `, ${typeof value === 'string' ? value : JSON.stringify(value)}` : '';
    terminal.print(`${question}: ${mark}${what}. ${evidence}`);
  }
  if (yaml !== '') terminal.print(`\nFor the configuration:\n\n${yaml}`);
}

async function keep(terminal: Terminal, report: ProbeReport, folder: string): Promise<void> {
  const file = report.recording();
  await writeFiles(folder, [file]);
  terminal.stderr.write(
    `Wrote ${join(folder, file.name)}: names and ids are replaced, counts multiplied. botdigest sandbox --replay ${folder} serves it.\n`,
  );
}
