import type { WireAttempt } from '../ask/book.js';
import type { RangeLimit } from '../ask/scan.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';

/** What the requests of a probe met; null where nothing was. */
export interface PaceLimits {
  /** So many requests were answered within so many seconds, and the next was refused. */
  readonly rate: { readonly requests: number; readonly seconds: number } | null;
  /** So many were answered at a time. */
  readonly atATime: number | null;
  readonly range: RangeLimit | null;
}

/** Answers without a refusal that say something about the pace. */
const MIN_ANSWERED = 12;

/** Ranges of time that a limit may be of, seconds, and how exact a client can know when the server counted. */
const PERIODS = [1, 10, 60] as const;
const SLACK = 0.1;

/** Judges when requests were answered and when refused with 429. */
export function judgeLimits(attempts: readonly WireAttempt[], range: RangeLimit | null): ProbeVerdict {
  const answered = attempts.filter(({ status }) => status !== null && status !== 429);
  const refused = attempts.filter(({ status }) => status === 429);
  const rangeSays = rangeText(range);
  if (refused.length === 0) {
    const together = 1 + Math.max(0, ...attempts.map(({ beside }) => beside));
    const most = Math.max(0, ...attempts.map((attempt) => 1 + startedBefore(attempts, attempt, 1)));
    const says = `${answered.length} requests, at most ${most} in a second and ${together} at a time, met no limit${rangeSays}`;
    if (answered.length < MIN_ANSWERED) return notEnoughData(`${says}: too few to say that there is none.`);
    return settled({ rate: null, atATime: null, range } satisfies PaceLimits, `${says}.`, {
      comment: `limits: none at this pace${rangeSays}`,
    });
  }
  return judgeRefusals({ answered, refused }, range);
}

interface Judged {
  readonly answered: readonly WireAttempt[];
  readonly refused: readonly WireAttempt[];
}

function judgeRefusals({ answered, refused }: Judged, range: RangeLimit | null): ProbeVerdict {
  const atATime = concurrency({ answered, refused });
  const paced = rateOf({ answered, refused });
  // Requests alone went on at the same pace after those beside others: a limit by more seconds would have met them too.
  const rate = atATime !== null && paced !== null && paced.seconds > 1 ? null : paced;
  const met = `429 came for ${refused.length} of ${answered.length + refused.length} requests`;
  const rangeSays = rangeText(range);
  const value: PaceLimits = { rate, atATime, range };
  const comment = rangeSays === '' ? null : `limits${rangeSays.replace(/^;/, ':')}`;
  if (atATime !== null && rate !== null)
    return notEnoughData(
      `${met}: either ${atATime} at a time or ${rateText(rate)} are answered; both would explain it.`,
    );
  if (atATime !== null)
    return settled(
      value,
      `${met}, each while ${atATime === 1 ? 'another was' : `${atATime} others were`} under way, and none other${rangeSays}.`,
      {
        settings: { concurrency: atATime },
        comment,
      },
    );
  if (rate !== null)
    return settled(
      value,
      `${met}, each after ${rateText(rate)}, and none other${rangeSays}.`,
      paceFor(rate, comment),
    );
  return contradiction(
    `${met}, without a pattern of ${PERIODS.join(', ')} seconds or of requests at a time.`,
  );
}

/** The fewest others beside a refused request, where no answered one had as many; null when it is not that. */
function concurrency({ answered, refused }: Judged): number | null {
  const least = Math.min(...refused.map(({ beside }) => beside));
  const surelyBeside = (attempt: WireAttempt) => answered.filter((other) => overlaps(other, attempt)).length;
  return least > 0 && answered.every((attempt) => surelyBeside(attempt) < least) ? least : null;
}

/** Whether the other one was still under way when this one arrived: the server is done with it a little before its answer is here. */
const overlaps = (other: WireAttempt, { begun }: WireAttempt): boolean =>
  other.begun < begun && other.ended - begun > SLACK * (other.ended - other.begun);

/**
 * The shortest period in which every refused request came after so many answered ones, and no answered one did. What lies at the edge of the
 * period may have counted or not.
 */
function rateOf({ answered, refused }: Judged): PaceLimits['rate'] {
  for (const seconds of PERIODS) {
    const before = (attempt: WireAttempt, slack: number) =>
      startedBefore(answered, attempt, seconds * (1 + slack));
    const most = Math.max(0, ...answered.map((attempt) => before(attempt, -SLACK)));
    const least = Math.min(...refused.map((attempt) => before(attempt, -SLACK)));
    const requests = Math.max(least, most + 1);
    if (refused.every((attempt) => before(attempt, SLACK) >= requests)) return { requests, seconds };
  }
  return null;
}

/** How many began within so many seconds before this one. */
const startedBefore = (all: readonly WireAttempt[], { begun }: WireAttempt, seconds: number): number =>
  all.filter((other) => other.begun < begun && other.begun > begun - seconds * 1_000).length;

const rateText = ({ requests, seconds }: NonNullable<PaceLimits['rate']>) =>
  `${requests} answered within ${seconds === 1 ? 'a second' : `${seconds} seconds`}`;

/** The schema allows up to a minute. */
const MAX_INTERVAL = 60_000;

function paceFor({ requests, seconds }: NonNullable<PaceLimits['rate']>, comment: string | null) {
  // A little more than exact: the server counts from when requests arrive.
  const interval = Math.round(((seconds * 1_000) / requests) * 1.05);
  return { settings: { minInterval: `${Math.min(interval, MAX_INTERVAL)}ms` }, comment };
}

function rangeText(range: RangeLimit | null): string {
  if (range === null) return '';
  const { answered, refused } = range;
  if (refused === null) return `; a range of ${answered} days was answered`;
  return `; a range of ${answered} days was answered, one of ${refused} refused`;
}
