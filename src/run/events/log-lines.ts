import { episodeChanges } from '../../alerts/episodes/changes.js';
import type { Episode } from '../../alerts/episodes/state.js';
import { rewoundText } from '../../ledger/rewind.js';
import { messageOf } from '../../lib/errors.js';
import type { ServiceEvent } from './event.js';

/** A line of the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const instant = (at: number) => new Date(at).toISOString();

/** Log lines for an event; empty when a later event covers it. */
export function logLines(event: ServiceEvent): readonly LogLine[] {
  switch (event.kind) {
    case 'ticked':
      return [];
    case 'due':
      return event.runs.map(({ id, digest, scheduledFor, state, reason, trigger }) =>
        line(
          state === 'skipped' && !WANTED.includes(reason) ? 'warn' : 'info',
          `${digest}: due at ${instant(scheduledFor)}, ${state}, ${reason}`,
          {
            run: id,
            digest,
            state,
            reason,
            trigger,
          },
        ),
      );
    case 'restarted':
      return [line('info', RESTARTS[event.reason](event.digest), pick(event, ['digest', 'reason']))];
    case 'pause':
      return [pauseLine(event)];
    case 'late': {
      const { run } = event;
      const again = run.state === 'retrying' ? `, again from ${instant(run.notBefore)} on` : '';
      const message = `${run.digest}: late, it was due at ${instant(run.scheduledFor)}; run ${run.id} is ${run.state}, ${run.reason}${again}${said(run.error)}`;
      return [line('warn', message, { ...about(run), state: run.state, reason: run.reason })];
    }
    case 'begun': {
      const { run, takenOver } = event;
      const how = takenOver ? 'taken over from a process that died' : run.reason;
      return [line(takenOver ? 'warn' : 'info', `${run.digest}: run ${run.id} begins, ${how}`, about(run))];
    }
    case 'fetched':
      return event.gaps.map((gap) => line('warn', `${event.run.digest}: ${gap}`, about(event.run)));
    case 'checked':
      return episodeLines(event);
    case 'delivery':
      return deliveryLines(event);
    case 'left': {
      const { run, outcome } = event;
      const fine = outcome.state === 'completed' || outcome.state === 'skipped' || outcome.state === 'queued';
      const again = outcome.notBefore === null ? '' : `, again from ${instant(outcome.notBefore)} on`;
      const message = `${run.digest}: run ${run.id} ${outcome.state}, ${outcome.reason}${again}${said(outcome.error)}`;
      const level = fine ? 'info' : outcome.state === 'retrying' ? 'warn' : 'error';
      return [line(level, message, { ...about(run), state: outcome.state, reason: outcome.reason })];
    }
    case 'quarantined':
      return [line('error', `${event.run.digest}: ${event.run.error}`, about(event.run))];
    case 'lost':
      return [
        line('warn', `${event.run.digest}: another process has run ${event.run.id} now`, about(event.run)),
      ];
    case 'store':
      return [
        event.fault
          ? line('error', event.fault.message, { code: event.fault.code })
          : line('info', 'The store can be used again.', {}),
      ];
    case 'clock': {
      const seconds = Math.round(Math.abs(event.ahead) / 1_000);
      const how = event.ahead > 0 ? 'ahead of' : 'behind';
      const message = `This machine's clock is ${seconds} seconds ${how} the database's: machines may take runs from each other. Set it right.`;
      return [line('warn', message, pick(event, ['ahead']))];
    }
    case 'rewound':
      return [line('error', rewoundText(event), pick(event, ['runs', 'episodes']))];
    case 'reloaded':
      return [
        event.problem === null
          ? line('info', `The configuration was read again and is in use. ${changed(event.changes)}`, {
              changes: event.changes,
            })
          : line('error', `The new configuration is not used, the one before it stays. ${event.problem}`, {}),
      ];
    case 'notice':
      return [noticeLine(event)];
    case 'announced':
      return event.isNew ? [line('warn', event.text, {})] : [];
    case 'heartbeat':
      return [
        event.problem === null
          ? line('info', 'The heartbeat arrives again.', {})
          : line('warn', `The heartbeat does not arrive: ${event.problem}`, {}),
      ];
    case 'digest-heartbeat': {
      const { digest, problem } = event;
      return [
        problem === null
          ? line('info', `The heartbeat of ${digest} arrives again.`, { digest })
          : line('warn', `The heartbeat of ${digest} does not arrive: ${problem}`, { digest }),
      ];
    }
    case 'serving':
      return [
        event.url === null
          ? line('info', 'Health and metrics are served no longer.', {})
          : line('info', `Health, metrics and the status page are at ${event.url}`, {
              url: event.url,
            }),
      ];
    case 'trouble':
      return [line('error', `Unexpected trouble with ${event.what}: ${messageOf(event.error)}`, {})];
  }
}

/** Reasons of skipped slots that somebody asked for. */
const WANTED: readonly string[] = ['paused', 'skipped-by-hand'];

function pauseLine({ what, pause }: Extract<ServiceEvent, { kind: 'pause' }>): LogLine {
  const { digest, kind, from, until, by, endedBy } = pause;
  const fields = { digest, what: `${kind} ${what}`, by: what === 'begun' ? by : endedBy };
  const slot = `its slot at ${instant(from)}`;
  const end = until === null ? 'without an end' : `until ${instant(until)}`;
  if (kind === 'skip')
    return line(
      'info',
      what === 'begun' ? `${digest}: ${by} skips ${slot}` : `${digest}: ${endedBy} no longer skips ${slot}`,
      fields,
    );
  if (what === 'begun') return line('info', `${digest}: paused by ${by}, ${end}`, fields);
  return line(
    'info',
    endedBy === null ? `${digest}: its pause is over` : `${digest}: its pause was ended by ${endedBy}`,
    fields,
  );
}

function episodeLines({ before, after }: Extract<ServiceEvent, { kind: 'checked' }>): readonly LogLine[] {
  const { opened, closed } = episodeChanges(before, after);
  const fields = ({ id, alert, bot, kind, start, end }: Episode) => ({
    episode: id,
    alert,
    bot,
    what: kind,
    start,
    end,
  });
  return [
    ...opened.map((episode) =>
      line('warn', `${episode.alert}: ${episode.id} has begun on ${episode.start}`, fields(episode)),
    ),
    ...closed.map((episode) =>
      line(
        'info',
        `${episode.alert}: ${episode.id} is over, its last day was ${episode.end}`,
        fields(episode),
      ),
    ),
  ];
}

function deliveryLines({ delivery }: Extract<ServiceEvent, { kind: 'delivery' }>): LogLine[] {
  const { id, kind, target, part, state, reason, error, notes } = delivery;
  if (state === 'sending') return [];
  const level =
    state === 'delivered' ? (notes === null ? 'info' : 'warn') : state === 'pending' ? 'warn' : 'error';
  const message = `delivery ${id}: ${kind} ${target} (${part}) ${state}, ${reason}${said(error ?? notes)}`;
  return [line(level, message, { delivery: id, deliverer: kind, target, part, state, reason })];
}

function noticeLine({
  digest,
  subject,
  health,
  to,
  receipt,
}: Extract<ServiceEvent, { kind: 'notice' }>): LogLine {
  const news = digest === null ? (OTHER_NEWS[`${subject} ${health}`] ?? NEWS[health]) : NEWS[health];
  const fields = { digest, health, deliverer: to.kind, target: to.address, state: receipt.state };
  const where = `${to.kind} ${to.address}`;
  if (receipt.state === 'delivered')
    return line(
      'info',
      `${subject}: told ${where} that ${subject === 'schedules' ? 'they' : 'it'} ${news}`,
      fields,
    );
  const { reason, message } = receipt;
  return line('error', `${subject}: could not tell ${where}, ${reason}. ${message}`, { ...fields, reason });
}

function changed(changes: readonly string[]): string {
  return changes.length === 0 ? 'Nothing changed.' : `${changes.join('; ')}.`;
}

const NEWS = { failing: 'fails', late: 'is late', well: 'works again', refused: 'is not used' } as const;

/** News of what is no digest, by subject and health. */
const OTHER_NEWS: Readonly<Record<string, string>> = {
  'configuration well': 'is in use again',
  'ledger refused': 'is an older copy',
  'api refused': 'announces its end',
  'schedules failing': 'are not looked at',
  'schedules well': 'are looked at again',
};

const RESTARTS = {
  new: (digest: string) => `${digest}: its schedule counts from now on`,
  back: (digest: string) => `${digest}: it has a schedule again, which counts from now on`,
  changed: (digest: string) => `${digest}: its schedule was changed and counts from now on`,
  'stepped-back': (digest: string) => `${digest}: the clock was set back, its schedule counts from now on`,
} as const;

const line = (level: LogLine['level'], message: string, fields: LogLine['fields']): LogLine => ({
  level,
  message,
  fields,
});
const said = (error: string | null) => (error === null ? '' : `. ${error}`);
const about = ({ id, digest }: { readonly id: string; readonly digest: string }) => ({ run: id, digest });
const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
