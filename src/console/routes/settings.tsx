import { SERVICE_LEASE } from '../../ledger/model/service-lease.js';
import { calendarOf } from '../models/calendar.js';
import { settingsParts } from '../models/settings.js';
import { CalendarPage } from '../pages/calendar.js';
import { ConfigurationPage, type Process } from '../pages/configuration.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler } from '../visit.js';
import { relativeText } from '../words/times.js';
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
      taken: relativeText(reload.takenAt, now),
      problem: reload.problem && shown(reload.problem),
      parts: settingsParts(config).map(({ name, rows }) => ({
        name,
        rows: rows.map(([key, value]) => [key, shown(value)] as const),
      })),
      processes: await processesOf(desk, now),
    });
    return { kind: 'page', html: documentOf(page) };
  };

/** How long before it runs out a service renews its lease, ms. */
const PRESENCE = 150_000;
const MAX_RUNNING = 50;

/** The services on the store, whichever machine they are on. */
async function processesOf({ ledger, config }: Desk, now: number): Promise<readonly Process[]> {
  const leases = await ledger.leases.named(SERVICE_LEASE);
  const { runs } = await ledger.history.page({ states: ['running'], offset: 0, limit: MAX_RUNNING });
  return leases.map(({ owner, until }) => {
    const own = runs.filter(({ run }) => run.leaseOwner === owner);
    return {
      name: owner,
      seen:
        until > now ? relativeText(Math.min(now, until - PRESENCE), now) : `gone ${relativeText(until, now)}`,
      works: own.length === 0 ? 'nothing' : own.map(({ run }) => runTitle(config(), run.digest)).join(', '),
    };
  });
}
