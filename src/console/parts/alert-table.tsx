import { buttons } from '../models/actions.js';
import type { AlertLine } from '../models/overview.js';
import { Actions, Open } from './action.js';
import type { Visitor } from './layout.js';
import { PictureOf } from './picture.js';
import { Table } from './table.js';

interface AlertTableProps {
  readonly alerts: readonly AlertLine[];
  readonly visitor: Visitor;
}

export const AlertTable = ({ alerts, visitor }: AlertTableProps) => (
  <Table
    label="Alerts"
    kind="alerts"
    heads={['Alert', 'Watches', 'Now', 'Last 8 weeks', '']}
    rows={alerts.map((line) => alertRow(line, visitor))}
    none="The configuration has no alerts."
  />
);

const alertRow = (line: AlertLine, visitor: Visitor) => [
  <a class={line.state === 'firing' ? 'strong attention' : 'strong'} href={`/alerts/${line.id}`}>
    {line.title}
  </a>,
  line.watches,
  <>
    <span class={line.state === 'firing' ? 'strong attention' : undefined}>{line.now}</span>
    {line.found !== '' && <div class="dim">{line.found}</div>}
  </>,
  line.picture === null ? <span class="dim">not fetched yet</span> : <PictureOf picture={line.picture} />,
  <div class="actions">
    <Actions
      visitor={visitor}
      actions={[line.snoozed ? buttons.unsnooze(line.id, line.title) : buttons.snooze(line.id, line.title)]}
    />
    <Open href={`/alerts/${line.id}`} about={line.title} />
  </div>,
];
