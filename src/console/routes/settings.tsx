import { SERVICE_LEASE } from '../../ledger/model/service-lease.js';
import { calendarOf } from '../models/calendar.js';
import { type Process, processesOf } from '../models/processes.js';
import { type SettingsPart, settingsParts } from '../models/settings.js';
import { CalendarPage } from '../pages/calendar.js';
import { ConfigurationPage } from '../pages/configuration.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler } from '../visit.js';
import type { ShownAddress } from '../words/readers.js';
import { agoText } from '../words/times.js';
import type { Desk } from './desk.js';
import { runTitle } from './runs.js';

export const showCalendar =
  ({ config, ledger }: Desk): RouteHandler =>
  async ({ frame, now }) => ({
    kind: 'page',
    html: documentOf(CalendarPage({ frame, days: calendarOf(config(), await ledger.pauses.all(), now) })),
  });

export const showConfiguration =
  (desk: Desk): RouteHandler =>
  async ({ frame, now, shown }) => {
    const config = desk.config();
    const { reload } = desk.service.status();
    const page = ConfigurationPage({
      ...{
        frame,
        file: config.file,
        changes: reload.changes.map(shown),
        warnings: config.warnings.map(shown),
      },
      taken: agoText(reload.takenAt, now),
      problem: reload.problem && shown(reload.problem),
      parts: shownParts(settingsParts(config), shown),
      processes: await readProcesses(desk, now),
    });
    return { kind: 'page', html: documentOf(page) };
  };

/** With addresses as the visitor may see them. */
export const shownParts = (parts: readonly SettingsPart[], shown: ShownAddress): readonly SettingsPart[] =>
  parts.map((part) => ({ ...part, rows: part.rows.map(([key, value]) => [key, shown(value)] as const) }));

const MAX_RUNNING = 50;

async function readProcesses({ ledger, config }: Desk, now: number): Promise<readonly Process[]> {
  const leases = await ledger.leases.named(SERVICE_LEASE);
  const { runs } = await ledger.history.page({ states: ['running'], offset: 0, limit: MAX_RUNNING });
  const running = runs.map(({ run }) => run);
  return processesOf(leases, running, { now, titleOf: (name) => runTitle(config(), name) });
}
