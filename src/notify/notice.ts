import type { Reload, RunStory, Streak } from '../ledger/ledger.js';
import { API_PLACE } from '../ledger/model/api-place.js';
import type { Delivery } from '../ledger/model/delivery.js';
import type { Run } from '../ledger/model/run.js';
import { isLost, isOwed } from '../ledger/model/states.js';
import { LEDGER_PLACE } from '../ledger/rewind.js';
import { hasHole, latest } from '../ledger/steps/editions.js';
import type { RunSubject } from '../run/alerts/check-digest.js';

/** A notice about a digest: it fails, is late, or works again. */
export interface DigestNotice {
  readonly about: 'digest';
  /** Idempotency key: the same for every try at this notice. */
  readonly key: string;
  readonly health: Streak['health'];
  readonly digest: string;
  readonly title: string;
  /** Zone in which its times are shown. */
  readonly zone: string;
  /** Since when, epoch ms. */
  readonly since: number;
  /** Runs that failed in the streak, or in the one that ended. */
  readonly failures: number;
  /** The run that made it so, as it stands now; null once it was forgotten. */
  readonly run: Run | null;
  /** Deliveries that failed or are held; while it is late, those that were tried in vain. */
  readonly lost: readonly Delivery[];
  /** URL of the service's page, or null. */
  readonly page: string | null;
  /** True when a reader has a digest with missing figures. */
  readonly incomplete: boolean;
}

/** A notice about a reloaded configuration: refused, or in use again. */
export interface ReloadNotice {
  readonly about: 'reload';
  readonly key: string;
  readonly health: Reload['health'];
  /** The machine and the file: `host:/etc/botdigest/config.yaml`. */
  readonly place: string;
  readonly since: number;
  /** What is or was wrong with it, a line each. */
  readonly problem: readonly string[];
  readonly page: string | null;
}

/** What of a process may fail without its ledger knowing. */
export const SERVICE_PARTS = ['store', 'schedules', 'heartbeat'] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

/** A notice about a process: a part of it fails, or works again. */
export interface ServiceNotice {
  readonly about: 'service';
  readonly key: string;
  readonly health: 'failing' | 'well';
  readonly part: ServicePart;
  /** The process, as it is named in leases. */
  readonly place: string;
  readonly zone: string;
  /** Since when it fails, or works again. */
  readonly since: number;
  /** What is or was wrong. */
  readonly problem: string;
  readonly page: string | null;
}

export type Notice = DigestNotice | ReloadNotice | ServiceNotice;

/** Groups notices about the same digest, configuration or part of the service. */
export function subjectOf(notice: Notice): string {
  if (notice.about === 'service') return `service ${notice.part}`;
  return notice.about === 'digest' ? `digest ${notice.digest}` : `reload ${notice.place}`;
}

/** What a notice is filed under: its digest, the configuration, the ledger, the API, or a part of the service. */
export function noticeName(notice: Notice): string {
  if (notice.about === 'service') return notice.part;
  if (notice.about === 'digest') return notice.digest;
  if (notice.place === API_PLACE) return 'api';
  return notice.place === LEDGER_PLACE ? 'ledger' : 'configuration';
}

export function reloadNoticeOf({ place, health, since, problem }: Reload, page: string | null): ReloadNotice {
  return {
    about: 'reload',
    key: `reload/${place}/${health}/${since}`,
    health,
    place,
    since,
    problem: problem.split('\n'),
    page,
  };
}

export function noticeOf(
  { digest, health, since, failures }: Streak,
  story: RunStory | null,
  config: RunSubject | undefined,
  page: string | null = null,
): DigestNotice {
  return {
    about: 'digest',
    key: `${digest}/${health}/${since}`,
    health,
    digest,
    title: config?.title ?? digest,
    zone: config?.timezone ?? 'UTC',
    since,
    failures,
    run: story?.run ?? null,
    lost: story ? (health === 'late' ? latest(story.deliveries).filter(wasTried) : leftOf(story)) : [],
    page,
    incomplete: hasHole(story?.deliveries ?? []),
  };
}

/** Failed and held deliveries; without any, and when the run waits unattended, everything still owed. */
function leftOf({ run, deliveries }: RunStory): readonly Delivery[] {
  const last = latest(deliveries);
  const lost = last.filter(isLost);
  return lost.length > 0 || run.state !== 'retrying' ? lost : last.filter(isOwed);
}

/** True when it was sent at least once and is not known to have arrived. */
const wasTried = ({ state, attempt }: Delivery): boolean =>
  attempt > 0 && state !== 'delivered' && state !== 'skipped';
