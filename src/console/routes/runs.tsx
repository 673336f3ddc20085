import { alertOf } from '../../alerts/check-name.js';
import type { Config } from '../../config/config.js';
import { testOf } from '../../schedule/test-name.js';
import { filterOf, PAGE_SIZE, type RunsAsked, runLine } from '../models/runs.js';
import { RunsPage } from '../pages/runs.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler, Visit } from '../visit.js';
import type { Desk } from './desk.js';

export const showRuns =
  ({ config, ledger }: Desk): RouteHandler =>
  async (visit) => {
    const { frame, now } = visit;
    const asked = askedOf(visit);
    const { timezone: zone, digests } = config();
    const { runs, total } = await ledger.history.page(filterOf(asked, zone));
    const ids = [...new Set([...digests.keys(), ...(await ledger.history.digests())])];
    const page = RunsPage({
      ...{ frame, asked, total, pages: Math.ceil(total / PAGE_SIZE) },
      digests: ids.map((id) => [id, runTitle(config(), id)] as const),
      runs: runs.map((record) => {
        const title = runTitle(config(), record.run.digest);
        return runLine(record, { title, zone: zoneOfRun(config(), record.run.digest), now });
      }),
    });
    return { kind: 'page', html: documentOf(page) };
  };

function askedOf(visit: Visit): RunsAsked {
  const page = Number(visit.query('page'));
  return {
    ...{ digest: visit.query('digest'), state: visit.query('state') },
    ...{ from: visit.query('from'), to: visit.query('to') },
    page: Number.isSafeInteger(page) && page > 0 && page < 1_000_000 ? page : 1,
  };
}

/** The title of what a run is of: a digest, a test of one, or the check of an alert. */
export function runTitle({ digests, alerts }: Config, name: string): string {
  const [alert, test] = [alertOf(name), testOf(name)];
  if (alert !== null) return `Check of ${alerts.get(alert)?.title ?? alert}`;
  if (test !== null) return `Test of ${digests.get(test)?.title ?? test}`;
  return digests.get(name)?.title ?? name;
}

/** The time zone in which its slots are shown. */
export function zoneOfRun({ digests, alerts, timezone }: Config, name: string): string {
  const alert = alertOf(name);
  const of = alert === null ? digests.get(testOf(name) ?? name) : alerts.get(alert);
  return of?.timezone ?? timezone;
}
