import type { Command } from 'commander';
import type { Origin, Verified } from '../../run/verify/verify.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { digestShown, instant } from '../terminal/run-record.js';

export function verifyCommand(command: Command, context: CliContext): void {
  command
    .argument('<file>', 'a PDF, XLSX, CSV, PNG or other file that somebody got, or a mail saved as .eml')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A file is known when it is byte for byte what a run sent; a mail when each file attached to it is, or without any, its text. Runs that retention has deleted are not
known any more. botdigest audit shows whether these records are unchanged. Exits with 0 for a known file, 1 for another, 2 when it is not there.

Examples:
  botdigest verify digest.pdf
  botdigest verify forwarded.eml --json
`,
    )
    .action(async (file: string) => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const verified = await app.verify(file);
        const told = json ? JSON.stringify(verifiedJson(verified), null, 2) : verifiedText(file, verified);
        context.terminal.print(told);
        context.finish(verified.known ? 0 : 1);
      });
    });
}

function verifiedJson({ known, sha256, origins, parts, named }: Verified) {
  const [best] = known ? origins : [];
  return {
    known,
    run: best?.run.id ?? null,
    digest: best ? digestShown(best.run) : null,
    scheduledFor: best ? instant(best.run.scheduledFor) : null,
    target: best?.delivery.target ?? null,
    name: best?.name ?? null,
    sha256: best?.sha256 ?? sha256,
    deliveredAt: best ? deliveredAt(best) : null,
    readers: known ? origins.map(readerJson) : [],
    parts,
    messageIdOf: named.map(({ delivery }) => delivery.id),
  };
}

const readerJson = (origin: Origin) => ({
  run: origin.run.id,
  digest: digestShown(origin.run),
  scheduledFor: instant(origin.run.scheduledFor),
  kind: origin.delivery.kind,
  target: origin.delivery.target,
  name: origin.name,
  state: origin.delivery.state,
  deliveredAt: deliveredAt(origin),
});

const deliveredAt = ({ delivery }: Origin): string | null =>
  delivery.state === 'delivered' ? instant(delivery.finishedAt) : null;

function verifiedText(file: string, { known, sha256, origins, parts, named }: Verified): string {
  const lines = known ? origins.map(originLine) : [];
  const unknown = (parts ?? []).filter((part) => part.attached && !part.known);
  return [
    known ? `${file} is what botdigest sent.` : `${file} is not ours${WHY[reason(parts, named.length > 0)]}`,
    ...(known && (parts ?? []).some((part) => !part.attached && !part.known)
      ? ['That holds for the files attached to it: its text is not as it was sent.']
      : []),
    ...unknown.map((part) => `Not ours: ${part.name}, SHA-256 ${part.sha256}.`),
    ...(known
      ? []
      : named.map(
          ({ delivery }) => `Its Message-ID is that of the delivery ${delivery.id} to ${delivery.target}.`,
        )),
    ...lines,
    ...(parts === null && !known ? [`SHA-256: ${sha256}`] : []),
  ].join('\n');
}

type Reason = 'file' | 'mail' | 'named';

const reason = (parts: Verified['parts'], named: boolean): Reason =>
  parts === null ? 'file' : named ? 'named' : 'mail';

const WHY: Readonly<Record<Reason, string>> = {
  file: ': no run that is kept sent a file with these bytes. It was changed or saved anew, comes from somewhere else, or its run was deleted after the retention time.',
  mail: ': not each file attached to it was sent by a run that is kept, or it carries nothing that was.',
  named: ' as it is: it was changed, or what it carried was left out when it was forwarded.',
};

function originLine({ run, delivery, name }: Origin): string {
  const { kind, target, state, finishedAt, reason: why } = delivery;
  const how = state === 'delivered' ? `delivered ${instant(finishedAt)}` : `${state}, ${why}`;
  return `${name}: run ${run.id}, ${digestShown(run)}, scheduled for ${instant(run.scheduledFor)}, ${kind} ${target}: ${how}`;
}
