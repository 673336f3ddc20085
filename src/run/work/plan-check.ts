import { type CheckResult, checkAlert, holidaysOf } from '../../alerts/check.js';
import { takenAsTold } from '../../alerts/episodes/rewound.js';
import type { Episode } from '../../alerts/episodes/state.js';
import { isQuiet } from '../../alerts/message/quiet.js';
import { decideTelling, type TellContext } from '../../alerts/message/tell.js';
import type { Answers } from '../../chatbot/fetch.js';
import type { AlertConfig } from '../../config/config.js';
import type { StoredCheck } from '../../ledger/ledger.js';
import { LedgerError } from '../../ledger/model/errors.js';
import { addDays, type Day, localTime } from '../../lib/time/zone.js';
import { latestSlot } from '../../schedule/slots.js';
import { type BotHistory, firstDayFor, historiesFor, historiesIn } from '../alerts/histories.js';
import { messagesOf } from '../alerts/messages.js';
import type { HeldBack } from '../prepare/decide-sending.js';
import { deliveryPlan } from '../prepare/delivery-plan.js';
import { isPassing } from '../prepare/gaps.js';
import { prepareRun } from '../prepare/prepare-run.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';
import { slotOf } from '../schedule/lateness.js';
import { patienceEnd } from '../schedule/timetable.js';
import { draftOf, textOfDraft } from './draft.js';
import { settingsOf } from './make-plan.js';
import type { AlertCheckTools, RunWork } from './run-work.js';
import { limitTime } from './time-limit.js';

/** A claimed run that checks an alert. */
export interface AlertWork extends RunWork {
  readonly alert: AlertConfig;
  readonly checks: AlertCheckTools;
}

/** A check with what it starts from. */
interface CheckWork extends AlertWork {
  readonly before: StoredCheck | null;
  /** Episodes that last, and those whose end was not told yet. */
  readonly episodes: readonly Episode[];
  /** The local day of the check. */
  readonly today: Day;
}

/** What came of making a plan: why figures are missing, a sentence each, and why nothing is sent yet. */
interface Planned {
  readonly gaps: readonly string[];
  readonly held: HeldBack | null;
  readonly files: readonly [];
  /** True when nothing of any bot could be fetched. */
  readonly blank: boolean;
  /** Answers fetched so far, for the next attempt. */
  readonly draft?: string;
}

/**
 * Fetches, judges and stores what was found with the messages about it; or returns why it waits. A slot at which quiet hours end tells what the
 * checks within them found, and judges nothing.
 */
export async function planCheck(work: AlertWork): Promise<Planned> {
  const { tools, job, journal, alert } = work;
  const { scheduledFor } = job.run;
  const [before = null] = await tools.ledger.alerts.checks(alert.id);
  if (before !== null && before.at >= scheduledFor) {
    // A later check has judged the same days.
    await journal.plan({ snapshots: [], bundles: [], deliveries: [] });
    return planned();
  }
  const { check: schedule, timezone: zone } = alert;
  const due = latestSlot({ schedule, zone }, scheduledFor) ?? scheduledFor;
  const episodes = await tools.ledger.alerts.episodes({ alert: alert.id, open: true });
  const check = { ...work, before, episodes, today: localTime(zone, due).day };
  try {
    return before !== null && before.at >= due ? await tellOnly(check, before) : await judgeAndTell(check);
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'check-moved') throw error;
    return planCheck(work);
  }
}

const planned = (bots: readonly BotHistory[] = []): Planned => ({
  gaps: gapsOf(bots),
  held: null,
  files: [],
  blank: bots.length > 0 && bots.every((bot) => bot.gaps.length > 0),
});

async function tellOnly(check: CheckWork, { series }: StoredCheck): Promise<Planned> {
  const { episodes } = check;
  const needed = decideTelling(episodes, await contextOf(check)).messages.length > 0;
  const bots = needed ? await fetchHistories(check) : [];
  await plan(check, { series, episodes }, bots);
  return planned(bots);
}

/** Waits while missing figures may still come. */
async function judgeAndTell(check: CheckWork): Promise<Planned> {
  const { tools, job, digest, alert, before, episodes, today } = check;
  const { run } = job;
  const answers = await draftOf(tools, run);
  const bots = await fetchHistories(check, answers);
  const gaps = await noteFetched(check, bots);
  const waitsUntil = patienceEnd(run, digest);
  const patient = waitsUntil !== null && tools.clock.now() < waitsUntil;
  if (patient && bots.some((bot) => bot.gaps.some(isPassing))) {
    const held = { state: 'failed', reason: 'incomplete', error: gaps.join(' '), passing: true } as const;
    return { ...planned(bots), held, draft: textOfDraft(answers) };
  }
  const found = checkAlert({
    ...{ alert, today, episodes, series: before?.series ?? [], at: run.scheduledFor },
    historiesOf: historiesIn(bots),
  });
  await plan(check, { ...found, episodes: sinceRewind(check, found.episodes) }, bots);
  tools.observe({ kind: 'checked', alert: alert.id, before: episodes, after: found.episodes });
  return planned(bots);
}

function sinceRewind({ alert, before, episodes, job }: CheckWork, found: CheckResult['episodes']) {
  const { rewoundAt = null } = before ?? {};
  if (rewoundAt === null) return found;
  const { timezone: zone, remind } = alert;
  return takenAsTold(found, { before: episodes, rewoundAt, zone, remind, at: job.run.scheduledFor });
}

function fetchHistories(
  { tools, checks, alert, today, watch, lease }: CheckWork,
  answers?: Answers,
): Promise<readonly BotHistory[]> {
  const last = addDays(today, -1);
  const span = { first: firstDayFor(alert, last), last, at: tools.clock.now() };
  return limitTime(tools, [watch.signal, lease.lost], (signal) =>
    historiesFor(checks, alert, span, { watch: { ...watch, signal }, ...(answers && { answers }) }),
  );
}

const gapsOf = (bots: readonly BotHistory[]): readonly string[] => [
  ...new Set(bots.flatMap((bot) => bot.gaps.map(({ message }) => message))),
];

async function noteFetched({ tools, job, journal }: CheckWork, bots: readonly BotHistory[]) {
  const gaps = gapsOf(bots);
  tools.observe({ kind: 'fetched', run: job.run, gaps });
  const reason = gaps.length > 0 ? 'incomplete' : 'complete';
  await journal.note({ what: 'fetched', reason, detail: gaps.join(' ') || null });
  return gaps;
}

/** Whether, and in what form, the alert speaks now. */
async function contextOf({ tools, job, alert }: CheckWork): Promise<TellContext> {
  const now = tools.clock.now();
  const { run } = job;
  const snoozes = await tools.ledger.alerts.snoozes();
  const snoozed = snoozes.some((snooze) => snooze.alert === alert.id && snooze.until > now);
  const quiet = isQuiet(alert.quiet, alert.timezone, now);
  const { remind, recovered } = alert;
  return {
    at: run.scheduledFor,
    run: run.id,
    remind,
    recovered,
    silence: snoozed ? 'snoozed' : quiet ? 'quiet' : 'none',
  };
}

/** Made of what was found, whatever it lacks. */
const AS_FOUND: SendingPolicy = { onBlank: 'show', onGap: 'send', onEmpty: 'send', patient: false };

/** Stores what was found, and the messages about it before any of them is sent. */
async function plan(check: CheckWork, found: CheckResult, bots: readonly BotHistory[]): Promise<void> {
  const { tools, checks, job, digest, alert, before, today, journal, lease, watch } = check;
  const { run } = job;
  const told = decideTelling(found.episodes, await contextOf(check));
  const record = {
    ...{ alert: alert.id, from: before?.at ?? null, to: run.scheduledFor },
    ...{ series: found.series, episodes: told.episodes },
  };
  const context = {
    ...{ alert, at: run.scheduledFor, day: addDays(today, -1), series: found.series, page: checks.page },
    ...{ isHoliday: holidaysOf(alert), historiesOf: historiesIn(bots) },
  };
  const { slices, stories } = messagesOf(told.messages, context, { digest, channels: tools.channels });
  if (slices.length === 0) {
    await journal.plan({ snapshots: [], bundles: [], deliveries: [], check: record });
    return;
  }
  const slot = slotOf(run, tools.clock.now());
  const request = { subject: run.id, digest, slot, slices, policy: AS_FOUND } as const;
  const made = await limitTime(tools, [watch.signal, lease.lost], (signal) =>
    prepareRun(tools, { ...request, source: { kind: 'stored', snapshots: stories } }, { ...watch, signal }),
  );
  const stored = deliveryPlan(made.kind === 'made' ? made.slices : [], slot);
  await journal.plan({ ...stored, settings: await settingsOf(check), check: record });
}
