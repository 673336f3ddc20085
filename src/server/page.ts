import type { Config } from '../config/config.js';
import type { History, RunRecord, StoredPause } from '../ledger/ledger.js';
import type { DeliveryState } from '../ledger/model/states.js';
import { hasHole, latest } from '../ledger/steps/editions.js';
import { timetableOf } from '../run/schedule/timetable.js';
import { nextUnpaused, type Omission, omissionAt } from '../schedule/pause.js';
import { nextScheduled } from '../schedule/schedule.js';
import type { HealthReport } from './health.js';
import { headline } from './warnings.js';

/** The content of the status page. It names digests but no readers. */
export interface StatusPage {
  readonly health: HealthReport;
  readonly version: string;
  /** Time zone of all times shown. */
  readonly zone: string;
  readonly digests: readonly DigestLine[];
  readonly runs: readonly RunRecord[];
  /** Epoch ms. */
  readonly now: number;
}

interface DigestLine {
  readonly id: string;
  readonly title: string;
  /** Epoch ms; null on demand, while paused without an end and after the last slot. */
  readonly next: number | null;
  /** Whether its schedule has no more slots. */
  readonly ended?: boolean | undefined;
  readonly paused: boolean;
  /** Why it is left out now, or at the next slot of its schedule. */
  readonly leftOut?: (Omission & { readonly slot: number | null }) | null | undefined;
  readonly completed: number | null;
}

export function digestLines(
  { digests }: Pick<Config, 'digests'>,
  { last, pauses }: { readonly last: LastCompleted; readonly pauses: readonly StoredPause[] },
  now: number,
): DigestLine[] {
  return [...digests.values()].map((digest) => {
    const { id, title } = digest;
    const own = pauses.filter((one) => one.digest === id);
    const timetable = timetableOf(digest, own);
    const slot = (timetable && nextScheduled(timetable, now, 1)[0]) ?? null;
    const omission = timetable && (omissionAt(timetable, now) ?? omissionAt(timetable, slot ?? now));
    return {
      id,
      title,
      next: timetable && nextUnpaused(timetable, now),
      ended: timetable !== null && slot === null,
      paused: omission?.reason === 'paused' && omission.until === null,
      leftOut: omission ? { ...omission, slot } : null,
      completed: last.get(id)?.finishedAt ?? null,
    };
  });
}

type LastCompleted = Awaited<ReturnType<History['lastCompleted']>>;

/** When a digest is next due, and what is left out before. */
function nextText({ next, leftOut, ...line }: DigestLine, zone: string): string {
  const due = next === null ? noNext(line) : clock(next, zone);
  if (!leftOut) return due;
  const { reason, by, until, slot } = leftOut;
  const who = by === null ? '' : ` by ${by}`;
  if (reason === 'skipped-by-hand') return `${due} (${clock(slot ?? 0, zone)} is skipped${who})`;
  if (until === null) return `paused${who}`;
  return `${due} (paused${who} until ${clock(until, zone)})`;
}

const noNext = ({ ended, paused }: Pick<DigestLine, 'ended' | 'paused'>): string =>
  ended ? 'ended' : paused ? 'paused' : 'on demand';

/** A self-contained HTML page without scripts, images and external links. */
export function statusPage({ health, version, zone, digests, runs, now }: StatusPage): string {
  const title = headline(health.problems, health.warnings);
  const digestRows = digests.map((line) => [
    cell(line.title === line.id ? line.id : `${line.title} (${line.id})`),
    cell(nextText(line, zone)),
    cell(line.completed === null ? 'never' : clock(line.completed, zone)),
  ]);
  const runRows = runs.map(({ run, deliveries }) => [
    cell(run.digest),
    cell(clock(run.scheduledFor, zone)),
    stateCell(run.state, run.reason),
    cell(run.state === 'retrying' ? clock(run.notBefore, zone) : ''),
    cell(deliveryWords(deliveries)),
    `<td><code>${escaped(run.id)}</code></td>`,
  ]);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="60">
<title>botdigest: ${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
${statusLines(health, zone)}
<h2>Digests</h2>
${table(['Digest', 'Next', 'Last completed'], digestRows, 'There are no digests.')}
<h2>Latest runs</h2>
${table(['Digest', 'Due', 'State', 'Next try', 'Deliveries', 'Run'], runRows, 'There are no runs yet.')}
<p class="note"><code>botdigest explain RUN</code> shows every decision of a run. All times are in ${escaped(zone)}; it is ${escaped(clock(now, zone))}. botdigest ${escaped(version)}.</p>
</main>
</html>
`;
}

function statusLines({ ok, problems, warnings }: HealthReport, zone: string): string {
  const texts = [...problems, ...warnings.map(({ text }) => text((at) => clock(at, zone)))];
  const lines = texts.map((text) => `<p class="attention">${escaped(text)}</p>`);
  return [...lines, ...(ok ? [WORKS] : [])].join('\n');
}

const WORKS = '<p>The schedules are evaluated every minute, and the store accepts writes.</p>';

const FINE = ['completed', 'skipped', 'queued', 'running'];

const stateCell = (state: string, reason: string) =>
  `<td${FINE.includes(state) ? '' : ' class="attention"'}>${escaped(state)}, ${escaped(reason)}</td>`;

function deliveryWords(deliveries: RunRecord['deliveries']): string {
  if (deliveries.length === 0) return 'none';
  const now = latest(deliveries);
  const count = (wanted: DeliveryState) => now.filter(({ state }) => state === wanted).length;
  const lost = (['failed', 'unknown', 'held'] as const).map((state) =>
    count(state) > 0 ? `, ${count(state)} ${state}` : '',
  );
  const hole = hasHole(deliveries) ? ', with figures missing' : '';
  return `${count('delivered')} of ${now.length} delivered${lost.join('')}${hole}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return `<p class="note">${none}</p>`;
  const head = heads.map((title) => `<th scope="col">${title}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<div class="wide"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
}

const cell = (text: string) => `<td>${escaped(text)}</td>`;

const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => CHARACTERS[character] ?? '');

/** `Mon 23 Nov 2026, 08:00` */
function clock(at: number, zone: string): string {
  const form = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { ...form, timeZone: zone }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')}`;
}

const STYLE = `
body { margin: 0; background: #fff; color: #1b2430; font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
h1 { font-size: 1.4rem; font-weight: 600; margin: 0 0 .5rem; }
h2 { font-size: 1rem; font-weight: 600; margin: 2rem 0 .5rem; }
p { margin: 0 0 .5rem; max-width: 44rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 400; color: #5b6675; border-bottom: 1px solid #cfd6df; white-space: nowrap; }
th, td { padding: .35rem 1.25rem .35rem 0; vertical-align: top; }
td { border-bottom: 1px solid #e7ebf0; }
.note { color: #5b6675; font-size: .875rem; margin-top: 1.5rem; }
.attention { color: #b4530a; font-weight: 500; }
code { font-size: .875rem; }
`;
