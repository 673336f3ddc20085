import type { RunFile } from '../../run/commands/preview-run.js';
import type { Tab } from '../models/run-files.js';
import { fileSize } from '../words/counts.js';

interface MadeProps {
  readonly run: string;
  readonly tab: Exclude<Tab, ''>;
  /** One for each form of the digest. */
  readonly files: readonly RunFile[];
  /** Why they may differ from what went out. */
  readonly notes: readonly string[];
}

/** What a run made, as its readers see it. */
export const MadeTab = ({ run, tab, files, notes }: MadeProps) => (
  <>
    {files.length === 0 && <p class="dim">{NOTHING[tab]}</p>}
    {files.map((file) => (
      <section>
        <p class="dim">
          <a href={`/runs/${run}/files/${file.name.split('/').map(encodeURIComponent).join('/')}`}>
            {file.name}
          </a>
          {` ${fileSize(file.bytes.length)}, ${sameText(file)}`}
        </p>
        <Look run={run} tab={tab} file={file} />
      </section>
    ))}
    {notes.map((note) => (
      <p class="dim">{note}</p>
    ))}
  </>
);

const NOTHING: Readonly<Record<MadeProps['tab'], string>> = {
  mail: 'It went to nobody by mail.',
  pdf: 'It has no PDF.',
  workbook: 'It has no workbook.',
  slack: 'It did not go to Slack.',
  data: 'There are no figures of it.',
};

function sameText({ same }: RunFile): string {
  if (same === null) return 'made from what was stored';
  return same ? 'byte for byte what went out' : 'not the same byte for byte as what went out';
}

const Look = ({
  run,
  tab,
  file,
}: {
  readonly run: string;
  readonly tab: MadeProps['tab'];
  readonly file: RunFile;
}) => {
  if (tab === 'mail')
    return (
      <iframe
        src={`/runs/${run}/mail?form=${encodeURIComponent(file.name)}`}
        title="The mail"
        sandbox=""
      ></iframe>
    );
  if (tab === 'pdf') return <iframe src={`/runs/${run}/files/${file.name}`} title="The PDF"></iframe>;
  if (tab === 'workbook') return <p>Save the workbook to open it in a spreadsheet program.</p>;
  return (
    <section aria-label={file.name} tabindex={0}>
      <pre>{shortened(Buffer.from(file.bytes).toString('utf8'))}</pre>
    </section>
  );
};

const MAX_SHOWN = 200_000;

const shortened = (text: string): string =>
  text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}\n… the whole is in the file.`;
