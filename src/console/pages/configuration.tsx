import type { Process } from '../models/processes.js';
import type { SettingsPart } from '../models/settings.js';
import { Breakable, type Content, Layout, type PageFrame } from '../parts/layout.js';
import { SettingsList } from '../parts/settings-list.js';
import { Table } from '../parts/table.js';

interface ConfigurationProps {
  readonly frame: PageFrame;
  readonly file: string;
  /** When the one in use was read, in words. */
  readonly taken: string;
  /** Why the last one is not used; null when it is. */
  readonly problem: string | null;
  /** What the last reload changed. */
  readonly changes: readonly string[];
  readonly warnings: readonly string[];
  readonly parts: readonly SettingsPart[];
  readonly processes: readonly Process[];
}

export const ConfigurationPage = (props: ConfigurationProps) => {
  const { frame, file, taken, problem, changes, warnings, parts, processes } = props;
  return (
    <Layout frame={frame} title="Configuration" here="/config">
      <h1>{problem === null ? 'The configuration in use' : 'The new configuration is not used'}</h1>
      <p class="facts">
        <Breakable text={file} />
        {`, read ${taken}. Values of secrets are not shown.`}
      </p>
      {problem !== null && (
        <section class="needs">
          <article class="need">
            <div>
              <h2>Refused, the one before stays</h2>
              <p class="dim">{problem}</p>
            </div>
          </article>
        </section>
      )}
      <Lines title="What the last reload changed" lines={changes} />
      <Lines title="Warnings" lines={warnings} />
      <section>
        <h2>Processes on this store</h2>
        <Table
          label="Processes"
          heads={['Process', 'Version', 'Last sign of life', 'Works on']}
          rows={processes.map(processRow)}
          none="No service has signed in yet."
        />
      </section>
      <section>
        <SettingsList parts={parts} />
      </section>
    </Layout>
  );
};

const processRow = ({ name, version, seen, gone, works }: Process): readonly Content[] => [
  <Breakable text={name} />,
  version,
  gone ? <span class="attention">{`gone, ${seen}`}</span> : seen,
  works.length === 0
    ? 'nothing'
    : works.map(({ run, title }, index) => (
        <>
          {index > 0 && ', '}
          <a href={`/runs/${run}`}>{title}</a>
        </>
      )),
];

const Lines = ({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      <ul class="files">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
