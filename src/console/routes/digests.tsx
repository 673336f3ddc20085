import { UserError } from '../../lib/errors.js';
import { timetableOf } from '../../run/schedule/timetable.js';
import { omissionAt } from '../../schedule/pause.js';
import { upcomingSlots } from '../../schedule/slots.js';
import { nextOf } from '../models/due.js';
import { botsText, periodText, STRIP, stripMark } from '../models/overview.js';
import { pauseRows } from '../models/pauses.js';
import { runLine } from '../models/runs.js';
import { slotNotes } from '../models/slots.js';
import { DigestPage } from '../pages/digest.js';
import { PreviewPage } from '../pages/preview.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler } from '../visit.js';
import { scheduleText } from '../words/schedules.js';
import { clockText, relativeText, spanText } from '../words/times.js';
import { digestOfVisit } from './actions.js';
import type { Desk } from './desk.js';
import { fileAnswer, namesReaders, withPictures } from './files.js';

const SLOTS = 5;

export const showDigest =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const { frame, now, shown } = visit;
    const digest = digestOfVisit(desk, visit);
    const { id, title, timezone: zone, bots, period, formats, locale, schedule } = digest;
    const pauses = await desk.ledger.pauses.all();
    const own = pauses.filter((pause) => pause.digest === id);
    const timetable = timetableOf(digest, pauses);
    const { runs } = await desk.ledger.history.page({ digest: id, offset: 0, limit: STRIP });
    const slots = timetable === null ? [] : upcomingSlots(timetable, now, SLOTS);
    const last = (await desk.ledger.history.lastRuns([id], STRIP)).get(id) ?? [];
    const page = DigestPage({
      ...{ frame, id, title, shown },
      when: `${scheduleText(schedule)}, ${zone}`,
      facts: [
        ['Bots', botsText(bots.map(({ name }) => name))],
        ['Period', periodText(period)],
        ['Formats', formats.map(({ kind }) => kind).join(', ') || 'none'],
        ['Language', locale],
        ['Schedule', schedule ?? 'none'],
        ['Late after', spanText(digest.grace)],
      ],
      may: nextOf(digest, pauses, now).may,
      slots: slots.map((slot) => ({
        at: slot.at,
        text: `${clockText(slot.at, zone, now)}, ${relativeText(slot.at, now)}`,
        notes: timetable === null ? '' : slotNotes(slot, timetable, now).join('; '),
        skipped: timetable !== null && omissionAt(timetable, slot.at)?.reason === 'skipped-by-hand',
      })),
      pauses: pauseRows(own, zone, now),
      readers: desk.operator.readersOf(digest),
      strip: last.toReversed().map((run) => stripMark(run, zone, now)),
      runs: runs.map((record) => runLine(record, { title, zone, now })),
      latest: runs.find(({ deliveries }) => deliveries.length > 0)?.run.id ?? null,
    });
    return { kind: 'page', html: documentOf(page) };
  };

export const showPreview =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const { id, title } = digestOfVisit(desk, visit);
    const { frame, now } = visit;
    const task = desk.previews.look(id);
    return { kind: 'page', html: documentOf(PreviewPage({ frame, id, title, task, now })) };
  };

export const showPreviewFile =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const { id } = digestOfVisit(desk, visit);
    const task = desk.previews.look(id);
    const files = task?.state === 'done' ? task.value.files : [];
    const name = visit.param('name');
    const found = files.find((file) => file.name === name);
    if (!found || (visit.session === null && namesReaders(found)))
      throw new UserError('no-file', `No preview of ${id} with a file ${name} is at hand.`);
    const shown = name.endsWith('digest.html') ? { ...found, bytes: withPictures(found, files) } : found;
    return fileAnswer(visit, shown, name.split('/').at(-1) ?? name);
  };
