import type { Run } from '../../ledger/model/run.js';
import type { RunFile } from '../../run/commands/preview-run.js';
import { storyOf } from '../../run/commands/request.js';
import { comparedForms, type MadeData } from '../models/compare.js';
import { filesNamed, TAB_FILES } from '../models/run-files.js';
import { ComparePage } from '../pages/compare.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler } from '../visit.js';
import { clockText } from '../words/times.js';
import type { Desk } from './desk.js';
import { madeAgain } from './run.js';
import { runTitle, zoneOfRun } from './runs.js';

/** A run beside the one before it. */
export const showComparison =
  (desk: Desk): RouteHandler =>
  async ({ frame, now, param }) => {
    const story = await storyOf(desk, param('id'));
    const before = await runBefore(desk, story.run);
    const config = desk.config();
    const link = ({ id, digest, scheduledFor }: Run) => {
      const slot = clockText(scheduledFor, zoneOfRun(config, digest), now);
      return { href: `/runs/${id}`, text: `${runTitle(config, digest)}, ${slot}` };
    };
    const forms =
      before === null
        ? []
        : comparedForms(
            dataOf((await madeAgain(desk, story)).files),
            dataOf((await madeAgain(desk, await storyOf(desk, before.id))).files),
          );
    const page = ComparePage({ frame, run: link(story.run), before: before && link(before), forms });
    return { kind: 'page', html: documentOf(page) };
  };

/** Runs before it that are looked at for one that made something. */
const MAX_BEFORE = 50;

/** The run for the last slot before it that made something. */
async function runBefore({ ledger }: Desk, { digest, scheduledFor }: Run): Promise<Run | null> {
  const { runs } = await ledger.history.page({
    ...{ digest, to: scheduledFor, states: ['completed', 'partial', 'failed'] },
    ...{ offset: 0, limit: MAX_BEFORE },
  });
  const made = runs.map(({ run }) => run).filter(({ plannedAt }) => plannedAt !== null);
  return made.toSorted((one, other) => other.scheduledFor - one.scheduledFor)[0] ?? null;
}

/** The digests that were made, by the name of their form. */
function dataOf(files: readonly RunFile[]): MadeData {
  return new Map(
    filesNamed(files, TAB_FILES.data).map(({ name, bytes }) => [
      name.slice(0, -TAB_FILES.data.length).replace(/\/$/, ''),
      JSON.parse(Buffer.from(bytes).toString('utf8')),
    ]),
  );
}
