import type { DigestConfig } from '../config/config.js';
import type { Reload, RunStory, Streak } from '../ledger/ledger.js';
import type { Delivery } from '../ledger/model/delivery.js';
import type { Run } from '../ledger/model/run.js';
import { isLost, isOwed } from '../ledger/model/states.js';
import { LEDGER_PLACE } from '../ledger/rewind.js';
import { hasHole, latest } from '../ledger/steps/editions.js';

/** The news of one digest: that it has begun to fail, is late, or works again. */
export interface DigestNotice {
  readonly about: 'digest';
  /** The same for every try at this news, and another one for the next. */
  readonly key: string;
  readonly health: Streak['health'];
  readonly digest: string;
  readonly title: string;
  /** Zone in which its slot is told. */
  readonly zone: string;
  /** Since when, epoch ms. */
  readonly since: number;
  /** Runs that failed in the streak, or in the one that ended. */
  readonly failures: number;
  /** The run that made it so, as it stands now; null once it was forgotten. */
  readonly run: Run | null;
  /** What was not delivered of it; while it is late, what was tried in vain. */
  readonly lost: readonly Delivery[];
  /** Where people open the page of the service, or null. */
  readonly page: string | null;
  /** Whether somebody has a digest of it from which figures are missing. */
  readonly incomplete: boolean;
}

/** The news of a configuration that was read again: that it is refused, or in use. */
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

export type Notice = DigestNotice | ReloadNotice;

/** The same for all news of one thing. */
export const subjectOf = (notice: Notice): string =>
  notice.about === 'digest' ? `digest ${notice.digest}` : `reload ${notice.place}`;

/** What a notice is filed under: its digest, or the configuration. */
export const noticeName = (notice: Notice): string =>
  notice.about === 'digest' ? notice.digest : notice.place === LEDGER_PLACE ? 'ledger' : 'configuration';

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
  config: DigestConfig | undefined,
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

/** What is lost; all that is left, where nothing is lost and the run waits although nobody tries again by itself. */
function leftOf({ run, deliveries }: RunStory): readonly Delivery[] {
  const last = latest(deliveries);
  const lost = last.filter(isLost);
  return lost.length > 0 || run.state !== 'retrying' ? lost : last.filter(isOwed);
}

/** Whether it was sent, or may have been, and has not arrived as far as anybody knows. */
const wasTried = ({ state, attempt }: Delivery): boolean =>
  attempt > 0 && state !== 'delivered' && state !== 'skipped';
