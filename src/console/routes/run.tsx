import { alertOf } from '../../alerts/check-name.js';
import type { RunStory } from '../../ledger/ledger.js';
import { UserError } from '../../lib/errors.js';
import type { RunPreview } from '../../run/commands/preview-run.js';
import { storyOf } from '../../run/commands/request.js';
import { readHead } from '../../run/journal/stored.js';
import { testOf } from '../../schedule/test-name.js';
import { filesNamed, TAB_FILES, type Tab, tabNamed } from '../models/run-files.js';
import { filesOf, storyLines } from '../models/run-story.js';
import { deliveriesText, stateWords } from '../models/runs.js';
import { MadeTab } from '../pages/made.js';
import { RunPage } from '../pages/run.js';
import { type Content, documentOf } from '../parts/layout.js';
import type { RouteHandler, Visit } from '../visit.js';
import { clockText, dayWords, tookText } from '../words/times.js';
import type { Desk } from './desk.js';
import { fileAnswer, namesReaders, withPictures } from './files.js';
import { runTitle, zoneOfRun } from './runs.js';

export const showRun =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const story = await storyOf(desk, visit.param('id'));
    const tab = tabNamed(visit.query('tab'));
    const made = tab === '' ? null : await madeTab(desk, story, tab);
    return { kind: 'page', html: documentOf(await runPage(desk, visit, { story, tab, made })) };
  };

interface Shown {
  readonly story: RunStory;
  readonly tab: Tab;
  readonly made: Content;
}

async function runPage(desk: Desk, { frame, now, shown }: Visit, { story, tab, made }: Shown) {
  const { run, deliveries } = story;
  const config = desk.config();
  const zone = zoneOfRun(config, run.digest);
  const title = runTitle(config, run.digest);
  return RunPage({
    ...{ frame, tab, zone, now, shown, deliveries, title, id: run.id },
    crumb: crumbOf(run.digest, title),
    slot: clockText(run.scheduledFor, zone, now),
    status: [stateWords(run, now, zone), deliveriesText(deliveries), ...took(story)].join(' · '),
    bad: run.state === 'failed' || run.state === 'partial',
    unfinished: run.state !== 'completed' && run.state !== 'running',
    facts: [...(await windowFacts(desk, story, now)), ...runFacts(story, zone, now)],
    story: storyLines(story, shown),
    files: filesOf(story),
    children: made,
  });
}

function crumbOf(name: string, title: string) {
  const alert = alertOf(name);
  if (alert !== null) return { href: `/alerts/${alert}`, text: title };
  return { href: `/digests/${testOf(name) ?? name}`, text: title };
}

const took = ({ run: { startedAt, finishedAt } }: RunStory): readonly string[] =>
  startedAt === null || finishedAt === null ? [] : [`took ${tookText(finishedAt - startedAt)}`];

async function windowFacts({ ledger }: Desk, { run, deliveries }: RunStory, now: number) {
  const head = await ledger.contents.head(run.id, deliveries[0]?.slice ?? '').catch(() => null);
  const days = head === null ? undefined : readHead(head).days;
  if (!days) return [];
  const [first, last] = days.map((day) => dayWords(day, now));
  return [['Window', first === last ? first : `${first} to ${last}`] as const];
}

function runFacts({ run, artifacts }: RunStory, zone: string, now: number) {
  const facts: (readonly [string, Content])[] = [
    ['Zone', zone],
    ['Due', clockText(run.scheduledFor, zone, now)],
    ['Trigger', run.trigger],
    ['Attempts', run.attempt],
    ['Run', <code>{run.id}</code>],
  ];
  if (run.leaseOwner !== null && run.state === 'running') facts.push(['Worked on by', run.leaseOwner]);
  const hashed = artifacts.filter(({ role }) => role === 'attachment').length;
  return hashed === 0 ? facts : [...facts, ['Receipts', `${hashed} files by their SHA-256`] as const];
}

/** Made again at most once for each state of a run. */
function madeAgain({ remade, operator }: Desk, { run, events }: RunStory): Promise<RunPreview> {
  return remade.result(`${run.id} ${events.length}`, () => operator.madeAgain(run.id));
}

async function madeTab(desk: Desk, story: RunStory, tab: Exclude<Tab, ''>): Promise<Content> {
  const { id } = story.run;
  try {
    const { files, notes } = await madeAgain(desk, story);
    return <MadeTab run={id} tab={tab} files={filesNamed(files, TAB_FILES[tab])} notes={notes} />;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return <p class="dim">{error.message}</p>;
  }
}

/** A file of a run, by its name in a preview or by that under which readers got it. */
export const showFile =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const story = await storyOf(desk, visit.param('id'));
    const name = visit.param('name');
    const { files } = await madeAgain(desk, story);
    const sent = story.artifacts.find((one) => one.name === name && one.role === 'attachment');
    const found =
      files.find((file) => file.name === name) ??
      files.find((file) => sent !== undefined && file.sha256 === sent.sha256) ??
      files.find((file) => sent !== undefined && extensionOf(file.name) === extensionOf(name));
    if (!found || (visit.session === null && namesReaders(found)))
      throw new UserError('no-file', `Run ${story.run.id} has no file ${name}.`);
    return fileAnswer(visit, found, name.split('/').at(-1) ?? name);
  };

/** The mail as it looks, without what surrounds it. */
export const showMail =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const story = await storyOf(desk, visit.param('id'));
    const { files } = await madeAgain(desk, story);
    const form = visit.query('form');
    const mails = filesNamed(files, TAB_FILES.mail);
    const found = mails.find(({ name }) => form !== '' && name === form) ?? mails[0];
    if (!found) throw new UserError('no-file', `Run ${story.run.id} made no mail.`);
    return fileAnswer(visit, { ...found, bytes: withPictures(found, files) }, 'digest.html');
  };

const extensionOf = (name: string) => name.split('.').at(-1);
