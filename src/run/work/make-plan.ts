import type { Snapshot } from '../../chatbot/snapshot.js';
import type { DigestConfig } from '../../config/config.js';
import { storeSettings } from '../journal/settings.js';
import { deliveryPlan } from '../prepare/delivery-plan.js';
import type { FigureSource } from '../prepare/figures.js';
import { type Prepared, prepareRun } from '../prepare/prepare-run.js';
import { type PrepareRequest, type RequestedSlice, requested } from '../prepare/request.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';
import {
  type Correcting,
  correctingOf,
  forNobody,
  isMarked,
  readersToCorrect,
  slicesToCorrect,
} from '../readers/correcting.js';
import { destinationsOf, readerOf } from '../readers/destination.js';
import { sliceNamed, slicesOf } from '../readers/slices.js';
import { slotOf } from '../schedule/lateness.js';
import { patienceEnd } from '../schedule/timetable.js';
import { draftOf, textOfDraft } from './draft.js';
import type { RunTools, RunWork, TestReader } from './run-work.js';
import { limitTime } from './time-limit.js';

/** Fetches, renders and stores the plan; or returns why nothing is sent. */
export async function planFirst(work: RunWork) {
  const { tools, job, digest, journal } = work;
  const { run } = job;
  const waitsUntil = patienceEnd(run, digest);
  const patient = waitsUntil !== null && tools.clock.now() < waitsUntil;
  const answers = await draftOf(tools, run);
  const slot = slotOf(run, tools.clock.now());
  const { onEmpty, onGap } = digest;
  const made = await prepared(work, {
    ...{ slot, slices: tools.test ? slicesToTest(digest, tools.test) : slicesToSend(digest, tools) },
    policy: tools.test ? TESTED : { onBlank: 'omit', onGap, onEmpty, patient },
    source: { kind: 'fetch', answers },
  });
  const { gaps } = made;
  if (made.kind === 'held') return { gaps, held: made.held, draft: textOfDraft(answers) };
  const plan = deliveryPlan(made.slices, slot);
  await journal.plan({ ...plan, settings: await settingsOf(work) });
  const holes = plan.deliveries.some(({ incomplete }) => incomplete === 1);
  const decided = holes && waitsUntil === null && !tools.test ? [DECIDED] : [];
  return { gaps, files: filesOf(made), held: null, decided };
}

/** Fetches and renders again what was sent incomplete, and stores the correction if there is one. */
export async function planCorrection(work: RunWork) {
  const { tools, job, digest, journal } = work;
  const { run } = job;
  const correcting = correctingOf(run, await journal.deliveries());
  const windows: readonly Snapshot[] = (await tools.ledger.contents.snapshots(run.id)).map(({ json }) =>
    JSON.parse(json),
  );
  const slot = slotOf({ ...run, trigger: 'correction' }, tools.clock.now());
  const slices = slicesInPlace(digest, correcting, tools);
  const made = await prepared(work, {
    ...{ slot, slices },
    policy: CORRECTED,
    // The windows that they had then: the configuration may name others by now.
    source: { kind: 'fetch', windows },
  });
  const { gaps } = made;
  if (made.kind === 'held') {
    await journal.correct(null);
    return { gaps, decided: [STILL_MISSING] };
  }
  const plan = deliveryPlan(made.slices, slot);
  const open = slices
    .map(({ name }) => name)
    .filter((name) => made.slices.every((slice) => slice.name !== name));
  const unreachable = forNobody(correcting, { slot, open, digest, channels: tools.channels });
  const { edition } = correcting;
  const deliveries = [...plan.deliveries, ...unreachable];
  await journal.correct({ ...plan, settings: await settingsOf(work), deliveries, edition });
  return { gaps, files: filesOf(made) };
}

/** What the run is rendered with. */
export const settingsOf = ({ digest, tools }: Pick<RunWork, 'digest' | 'tools'>) =>
  storeSettings({ digest, channels: tools.settings.channels });

/** Of a correction only what is whole by now is worth sending. */
const CORRECTED: SendingPolicy = { onBlank: 'omit', onGap: 'omit', onEmpty: 'send', patient: false };

const STILL_MISSING = 'Figures are still missing, so no correction was sent.';

const DECIDED =
  'Asked for by hand, it does not wait `gapPatience` for what is missing: `onGap` is send, so it goes without.';

/** Every slice, for everyone who gets it. */
const slicesToSend = (digest: DigestConfig, { channels }: RunTools): readonly RequestedSlice[] =>
  slicesOf(digest).map((slice) =>
    requested(slice, { readers: destinationsOf(slice.config, channels).map(readerOf) }),
  );

/** A test goes to those who asked for it, whatever there is to show. */
const TESTED: SendingPolicy = { onBlank: 'omit', onGap: 'send', onEmpty: 'send', patient: false };

/** The slices that a test is made in, for those who get it alone. */
const slicesToTest = (digest: DigestConfig, test: readonly TestReader[]): readonly RequestedSlice[] =>
  [...new Set(test.map(({ slice }) => slice))].flatMap((name) => {
    const slice = sliceNamed(digest, name);
    const readers = test.filter((one) => one.slice === name).map(({ reader }) => reader);
    return slice ? [requested(slice, { readers })] : [];
  });

/** The slices that somebody has incomplete, for them alone. */
function slicesInPlace(
  digest: DigestConfig,
  correcting: Correcting,
  { channels }: RunTools,
): readonly RequestedSlice[] {
  const { edition } = correcting;
  return slicesToCorrect(digest, correcting).map((slice) => {
    const trigger = isMarked(correcting, slice.name) ? 'correction' : 'resend';
    const readers = readersToCorrect(correcting, slice.name, { digest, channels }).map(readerOf);
    return requested(slice, { edition, trigger, readers });
  });
}

type Asked = Pick<PrepareRequest, 'slot' | 'slices' | 'policy'> & { readonly source: FigureSource };

async function prepared({ tools, journal, digest, lease, watch }: RunWork, asked: Asked): Promise<Prepared> {
  const { run } = journal;
  const request = { subject: run.id, digest, ...asked };
  const made = await limitTime(tools, [watch.signal, lease.lost], (signal) =>
    prepareRun(tools, request, { ...watch, signal }),
  );
  const { gaps } = made;
  tools.observe({ kind: 'fetched', run, gaps });
  await journal.note({
    what: 'fetched',
    reason: gaps.length > 0 ? 'incomplete' : 'complete',
    detail: gaps.join(' ') || null,
  });
  return made;
}

const filesOf = ({ slices }: Extract<Prepared, { kind: 'made' }>) =>
  slices.map(({ name, files }) => ({ slice: name, files }));
