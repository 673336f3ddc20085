import { RUN_STATES, type RunLine, type RunsAsked, runsPath } from '../models/runs.js';
import { Layout, type PageFrame } from '../parts/layout.js';
import { Table } from '../parts/table.js';
import { counted } from '../words/counts.js';

interface RunsProps {
  readonly frame: PageFrame;
  readonly asked: RunsAsked;
  /** Ids of digests to choose from, with their titles. */
  readonly digests: readonly (readonly [id: string, title: string])[];
  readonly runs: readonly RunLine[];
  readonly total: number;
  readonly pages: number;
}

export const RunsPage = ({ frame, asked, digests, runs, total, pages }: RunsProps) => (
  <Layout frame={frame} title="Runs" here="/runs">
    <h1>Runs</h1>
    <p class="facts">{counted(total, 'run')}, those worked on last first</p>
    <form method="get" action="/runs" class="filter">
      <Choice id="digest" label="Digest" options={digests} chosen={asked.digest} />
      <Choice id="state" label="State" options={RUN_STATES.map((one) => [one, one])} chosen={asked.state} />
      <DayInput id="from" label="From" value={asked.from} />
      <DayInput id="to" label="To" value={asked.to} />
      <button type="submit">Show</button>
    </form>
    <Table
      label="Runs"
      kind="times"
      heads={['Due', 'Digest', 'State', 'Deliveries', 'Trigger', 'Run']}
      rows={runs.map(({ id, title, slot, state, bad, deliveries, trigger }) => [
        slot,
        title,
        <span class={bad ? 'attention' : undefined}>{state}</span>,
        deliveries,
        trigger,
        <a href={`/runs/${id}`}>
          <code>{id}</code>
        </a>,
      ])}
      none="There are no such runs."
    />
    {pages > 1 && (
      <nav class="pages" aria-label="Pages">
        {asked.page > 1 && <a href={runsPath(asked, asked.page - 1)}>Later runs</a>}
        <span class="dim">{`Page ${asked.page} of ${pages}`}</span>
        {asked.page < pages && <a href={runsPath(asked, asked.page + 1)}>Earlier runs</a>}
      </nav>
    )}
  </Layout>
);

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly chosen: string;
}

const Choice = ({ id, label, options, chosen }: ChoiceProps) => (
  <div>
    <label for={id}>{label}</label>
    <select id={id} name={id}>
      <option value="">all</option>
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

const DayInput = ({
  id,
  label,
  value,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}) => (
  <div>
    <label for={id}>{label}</label>
    <input id={id} name={id} type="date" value={value} />
  </div>
);
