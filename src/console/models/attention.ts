import { alertOf } from '../../alerts/check-name.js';
import type { AlertStatus } from '../../alerts/status.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import type { Run } from '../../ledger/model/run.js';
import { groupedBy } from '../../lib/grouped.js';
import type { HealthReport } from '../../server/health.js';
import { numberWord } from '../words/counts.js';
import { clockText } from '../words/times.js';
import { stateWords } from './runs.js';

/** What an operator should know or do. */
export interface Need {
  readonly about:
    | 'schedules'
    | 'store'
    | 'late'
    | 'doubt'
    | 'failed'
    | 'retrying'
    | 'hole'
    | 'reload'
    | 'copy'
    | 'heartbeat'
    | 'api'
    | 'alert';
  readonly heading: string;
  readonly detail: string;
  /** Its page, or null. */
  readonly href: string | null;
  readonly does: readonly Does[];
}

/** What can be done about a need: buttons for a delivery in doubt, a run, or an alert. */
export type Does =
  | { readonly kind: 'delivery'; readonly delivery: string; readonly to: string }
  | { readonly kind: 'run'; readonly run: string; readonly urgent: boolean }
  | { readonly kind: 'alert'; readonly alert: string };

export interface AttentionInput {
  readonly health: HealthReport;
  /** Problems of the schedules alone; the rest of the health's are the store's. */
  readonly scheduleProblems: readonly string[];
  /** Ids and titles of what is configured. */
  readonly digests: ReadonlyMap<string, string>;
  readonly alerts: readonly AlertStatus[];
  /** What each firing alert found, a sentence each, by its id. */
  readonly found: ReadonlyMap<string, string>;
  /** The last slots of each digest, latest first. */
  readonly lastRuns: ReadonlyMap<string, readonly Run[]>;
  readonly inDoubt: readonly { readonly run: Run; readonly delivery: Delivery }[];
  readonly zone: string;
  readonly now: number;
  shown(address: string): string;
}

/** Everything that needs somebody, the most urgent first. */
export function needsOf(input: AttentionInput): readonly Need[] {
  const doubts = doubtNeeds(input);
  const inDoubt = new Set(input.inDoubt.map(({ run }) => run.id));
  return [
    ...serviceNeeds(input),
    ...doubts,
    ...lateNeeds(input),
    ...failedNeeds(input).filter(({ href }) => !inDoubt.has(href?.split('/').at(-1) ?? '')),
    ...alertNeeds(input),
    ...retryNeeds(input),
    ...warningNeeds(input),
  ];
}

const plain = (about: Need['about'], heading: string, detail: string, href: string | null = null): Need => ({
  ...{ about, heading, detail, href },
  does: [],
});

function serviceNeeds({ health, scheduleProblems }: AttentionInput): readonly Need[] {
  const store = health.problems.filter((problem) => !scheduleProblems.includes(problem));
  return [
    ...scheduleProblems.map((problem) => plain('schedules', 'The schedules are not looked at.', problem)),
    ...store.map((problem) => plain('store', 'The store does not take writes.', problem)),
  ];
}

const titleOf = ({ digests, alerts }: AttentionInput, name: string): string => {
  const alert = alertOf(name);
  if (alert === null) return digests.get(name) ?? name;
  const title = alerts.find((one) => one.alert.id === alert)?.alert.title ?? alert;
  return `The check of ${title}`;
};

const slotText = (input: AttentionInput, run: Run): string =>
  `${titleOf(input, run.digest)}, ${clockText(run.scheduledFor, input.zone, input.now)}`;

/** One for each run with deliveries whose outcome a person must say. */
function doubtNeeds(input: AttentionInput): readonly Need[] {
  return [...groupedBy(input.inDoubt, ({ run }) => run.id).values()].flatMap((rows): readonly Need[] => {
    const [first] = rows;
    if (!first) return [];
    const { run, delivery } = first;
    const what = rows.length === 1 ? '1 delivery is in doubt' : `${rows.length} deliveries are in doubt`;
    const does = rows.map(
      (row): Does => ({ kind: 'delivery', delivery: row.delivery.id, to: input.shown(row.delivery.target) }),
    );
    return [
      {
        about: 'doubt',
        heading: `${slotText(input, run)}: ${what}.`,
        detail: input.shown(delivery.error ?? 'The other side fell silent: it may have been sent.'),
        href: `/runs/${run.id}`,
        does,
      },
    ];
  });
}

function lateNeeds(input: AttentionInput): readonly Need[] {
  return input.health.warnings
    .filter(({ about }) => about === 'late')
    .map(({ digest, text }) => {
      const waiting = (input.lastRuns.get(digest ?? '') ?? []).findLast(
        ({ finishedAt }) => finishedAt === null,
      );
      const shown = (at: number) => clockText(at, input.zone, input.now);
      return {
        about: 'late',
        heading: `${titleOf(input, digest ?? '')} is late.`,
        detail: waiting ? input.shown(lateText(waiting, input)) : text(shown),
        href: waiting ? `/runs/${waiting.id}` : null,
        does: waiting && waiting.state !== 'running' ? [{ kind: 'run', run: waiting.id, urgent: true }] : [],
      };
    });
}

function lateText(run: Run, { zone, now }: AttentionInput): string {
  const { scheduledFor, leaseOwner, error } = run;
  const by = run.state === 'running' && leaseOwner ? `, by ${leaseOwner}` : '';
  return [
    `It was due ${clockText(scheduledFor, zone, now)} and is ${stateWords(run, now, zone)}${by}.`,
    error,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Digests whose last run that ended is not whole, and checks that fail. */
function failedNeeds(input: AttentionInput): readonly Need[] {
  const checks = input.health.warnings.filter(
    ({ about, digest }) => about === 'failed' && digest !== null && alertOf(digest) !== null,
  );
  return [
    ...[...input.digests.keys()].flatMap((digest) => failedNeed(input, digest)),
    ...checks.map(({ digest, text }) =>
      plain(
        'failed',
        `${titleOf(input, digest ?? '')} fails.`,
        text((at) => clockText(at, input.zone, input.now)),
        `/alerts/${alertOf(digest ?? '')}`,
      ),
    ),
  ];
}

function failedNeed(input: AttentionInput, digest: string): readonly Need[] {
  const ended = input.lastRuns.get(digest)?.find(({ finishedAt }) => finishedAt !== null);
  if (!ended || (ended.state !== 'failed' && ended.state !== 'partial')) return [];
  const hole = ended.reason === 'incomplete';
  const what = hole ? 'figures are missing' : ended.state === 'failed' ? 'not delivered' : 'partly delivered';
  return [
    {
      about: hole ? 'hole' : 'failed',
      heading: `${slotText(input, ended)}: ${what}.`,
      detail: input.shown(ended.error ?? `It ended ${ended.state}, ${ended.reason}.`),
      href: `/runs/${ended.id}`,
      does: [{ kind: 'run', run: ended.id, urgent: true }],
    },
  ];
}

/** Digests whose last run was tried in vain and is tried again, and are not late yet. */
function retryNeeds(input: AttentionInput): readonly Need[] {
  const late = new Set(
    input.health.warnings.flatMap(({ about, digest }) => (about === 'late' ? digest : [])),
  );
  return [...input.digests.keys()].flatMap((digest): readonly Need[] => {
    const waiting = input.lastRuns.get(digest)?.find(({ state }) => state === 'retrying');
    if (!waiting || late.has(digest)) return [];
    const next = `Next try: ${clockText(waiting.notBefore, input.zone, input.now)}.`;
    return [
      {
        about: 'retrying',
        heading: `${slotText(input, waiting)}: it is tried again.`,
        detail: input.shown([waiting.error, next].filter(Boolean).join(' ')),
        href: `/runs/${waiting.id}`,
        does: [{ kind: 'run', run: waiting.id, urgent: false }],
      },
    ];
  });
}

function alertNeeds({ alerts, found }: AttentionInput): readonly Need[] {
  return alerts
    .filter(({ state }) => state === 'firing')
    .map(({ alert: { id, title } }) => ({
      about: 'alert',
      heading: `${title} fires.`,
      detail: found.get(id) ?? '',
      href: `/alerts/${id}`,
      does: [{ kind: 'alert', alert: id }],
    }));
}

function warningNeeds({ health, zone, now }: AttentionInput): readonly Need[] {
  return health.warnings.flatMap(({ about, text }) => {
    const detail = text((at) => clockText(at, zone, now));
    if (about === 'reload') return plain('reload', 'The new configuration is not used.', detail, '/config');
    if (about === 'store') return plain('copy', 'The ledger is an older copy.', detail);
    if (about === 'api') return plain('api', 'The API announces its end.', detail);
    return about === 'heartbeat' ? plain('heartbeat', 'The heartbeat fails.', detail) : [];
  });
}

/** The state of everything in one line; `All is well` only when nothing needs anybody. */
export function headlineOf(needs: readonly Need[], counts: string): string {
  if (needs.length === 0) return 'All is well';
  const count = (...about: Need['about'][]) => needs.filter((need) => about.includes(need.about)).length;
  const people = count('doubt', 'failed');
  const parts = [
    said(count('schedules'), 'the schedules are not looked at'),
    said(count('store'), 'the store takes no writes'),
    said(people, people === 1 ? 'one thing needs you' : `${numberWord(people)} things need you`),
    said(count('late'), several(count('late'), 'a digest is late', 'digests are late')),
    said(count('hole'), several(count('hole'), 'a digest lacks figures', 'digests lack figures')),
    said(count('alert'), several(count('alert'), 'an alert fires', 'alerts fire')),
    said(count('retrying'), several(count('retrying'), 'a digest is tried again', 'digests are tried again')),
    said(count('reload'), 'the new configuration is not used'),
    said(count('copy'), 'the ledger is an older copy'),
    said(count('heartbeat'), 'the heartbeat fails'),
    said(count('api'), 'the API announces its end'),
  ];
  return `${counts}: ${parts.filter((part) => part !== '').join(', ')}`;
}

const said = (count: number, text: string) => (count === 0 ? '' : text);
const several = (count: number, one: string, more: string) =>
  count === 1 ? one : `${numberWord(count)} ${more}`;
