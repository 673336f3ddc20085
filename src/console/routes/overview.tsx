import type { AlertStatus } from '../../alerts/status.js';
import { SERVICE_LEASE } from '../../ledger/model/service-lease.js';
import { pictureKey } from '../../run/alerts/eight-weeks.js';
import { alertStatuses } from '../../run/commands/alerts/statuses.js';
import { problemsOf } from '../../server/service-status.js';
import { type Overview, overviewOf, STRIP } from '../models/overview.js';
import { type Picture, pictureOf } from '../models/picture.js';
import { OverviewPage } from '../pages/overview.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler, Visit } from '../visit.js';
import { figureNoun } from '../words/alerts.js';
import type { Desk } from './desk.js';
import { foundBy } from './found.js';

export const showOverview =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const overview = await readOverview(desk, visit);
    const { frame, now } = visit;
    return { kind: 'page', html: documentOf(OverviewPage({ frame, overview, now })) };
  };

/** The overview must also show when the store cannot be read. */
export async function readOverview(desk: Desk, { now, shown }: Visit): Promise<Overview> {
  const { config, ledger, service, operator } = desk;
  const [health, alerts, lastRuns, inDoubt, pauses, leases] = await Promise.all([
    service.health(),
    alertStatuses(config(), ledger, now).catch(() => []),
    ledger.history.lastRuns(config().digests.keys(), STRIP).catch(() => new Map()),
    ledger.history.inDoubt().catch(() => []),
    ledger.pauses.all().catch(() => []),
    ledger.leases.named(SERVICE_LEASE).catch(() => []),
  ]);
  const status = service.status();
  return overviewOf({
    ...{ config: config(), status, health, alerts, lastRuns, inDoubt, pauses, now, shown },
    scheduleProblems: problemsOf(status, now),
    processes: leases.filter(({ until }) => until > now).length,
    found: await foundBy(alerts, ledger).catch(() => new Map()),
    pictures: picturesAtHand(desk, alerts, now),
    readersOf: (digest) => operator.readersOf(digest),
  });
}

const SMALL = { width: 220, height: 44 } as const;

/** The pictures that are fetched already; the others are begun, for a later look. */
function picturesAtHand(
  { pictures, operator }: Desk,
  alerts: readonly AlertStatus[],
  now: number,
): ReadonlyMap<string, Picture> {
  const shown = new Map<string, Picture>();
  for (const status of alerts) {
    const { alert } = status;
    const key = pictureTask(status);
    if (pictures.look(key) === null) pictures.begin(key, () => operator.eightWeeks(alert));
    const task = pictures.look(key);
    if (task?.state !== 'done') continue;
    const worst = status.series.find(({ state, of }) => state === status.state && of !== null) ?? null;
    const found =
      task.value.find(({ series }) => worst !== null && pictureKey(series) === pictureKey(worst)) ??
      task.value[0];
    if (!found) continue;
    const marked = status.series
      .filter((one) => one.episode !== null && pictureKey(one) === pictureKey(found.series))
      .flatMap(({ reading }) => reading?.day ?? []);
    shown.set(alert.id, pictureOf(found.days, { ...SMALL, marked, now, noun: figureNoun(found.series.of) }));
  }
  return shown;
}

/** Fetched once for each check. */
export const pictureTask = ({ alert, checkedAt }: Pick<AlertStatus, 'alert' | 'checkedAt'>): string =>
  `${alert.id}@${checkedAt ?? ''}`;
