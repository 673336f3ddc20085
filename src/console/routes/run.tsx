import { alertOf } from '../../alerts/check-name.js';
import { isAlertStory } from '../../alerts/message/story.js';
import type { RunStory } from '../../ledger/ledger.js';
import { UserError } from '../../lib/errors.js';
import type { RunPreview } from '../../run/commands/preview-run.js';
import { storyOf } from '../../run/commands/request.js';
import { readSettings } from '../../run/journal/settings.js';
import { readHead, type SliceContent } from '../../run/journal/stored.js';
import { testOf } from '../../schedule/test-name.js';
import { botsText } from '../models/overview.js';
import { filesNamed, TAB_FILES, type Tab, tabNamed } from '../models/run-files.js';
import { filesOf, storyLines } from '../models/run-story.js';
import { deliveriesText, stateWords } from '../models/runs.js';
import { storedParts } from '../models/settings.js';
import { MadeTab } from '../pages/made.js';
import { RunPage } from '../pages/run.js';
import { RunSettingsPage } from '../pages/run-settings.js';
import { CopiedId } from '../parts/copied-id.js';
import { type Content, documentOf } from '../parts/layout.js';
import type { RouteHandler, Visit } from '../visit.js';
import { clockText, dayWords, tookText } from '../words/times.js';
import type { Desk } from './desk.js';
import { fileAnswer, namesReaders, withPictures } from './files.js';
import { runTitle, zoneOfRun } from './runs.js';
import { shownParts } from './settings.js';

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
  const figures = await readMade(desk, story, now);
  return RunPage({
    ...{ frame, tab, zone, now, shown, deliveries, id: run.id },
    title: `${runTitle(config, run.digest)}, ${figures.window ?? clockText(run.scheduledFor, zone, now)}`,
    crumb: crumbOf(run.digest, runTitle(config, run.digest)),
    slot: clockText(run.scheduledFor, zone, now),
    status: [stateWords(run, now, zone), deliveriesText(deliveries), ...took(story)].join(' · '),
    bad: run.state === 'failed' || run.state === 'partial',
    unfinished: run.state !== 'completed' && run.state !== 'running',
    facts: [...figures.facts, ...runFacts(story, zone, now), ...(await settingsFacts(desk, story))],
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

/** What is stored of a run's figures: the days of its window, what they are compared with, and the bots. */
async function readMade({ ledger }: Desk, { run }: RunStory, now: number) {
  const [stored] = await ledger.contents.snapshots(run.id).catch(() => []);
  const days = stored && readHead(stored.head).days;
  if (!stored || !days) return { window: null, facts: [] };
  const content = JSON.parse(stored.json) as SliceContent;
  const window = daysText(days, now);
  const facts: (readonly [string, Content])[] = [['Window', window]];
  if (isAlertStory(content)) return { window, facts };
  const { comparison, bots } = content;
  if (comparison) facts.push(['Compared', daysText([comparison.firstDay, comparison.lastDay], now)]);
  return { window, facts: [...facts, ['Bots', botsText(bots.map(({ name }) => name))] as const] };
}

function daysText(days: readonly [string, string], now: number): string {
  const [first, last] = days.map((day) => dayWords(day, now));
  return first === last ? (first ?? '') : `${first} to ${last}`;
}

function runFacts({ run }: RunStory, zone: string, now: number) {
  const facts: (readonly [string, Content])[] = [
    ['Due', clockText(run.scheduledFor, zone, now)],
    ['Zone', zone],
    ['Trigger', run.trigger],
    ['Attempts', run.attempt],
    ['Run', <CopiedId id={run.id} />],
  ];
  if (run.leaseOwner !== null && run.state === 'running') facts.push(['Worked on by', run.leaseOwner]);
  return facts;
}

async function settingsFacts({ ledger }: Desk, { run }: RunStory) {
  const settings = await ledger.contents.settings(run.id).catch(() => null);
  if (settings === null) return [];
  const see = <a href={`/runs/${run.id}/config`}>as it was then</a>;
  return [['Configuration', see] as const, ['Made by', `botdigest ${settings.version}`] as const];
}

/** Made again at most once for each state of a run. */
export function madeAgain(
  { remade, operator }: Desk,
  { run, events }: Pick<RunStory, 'run' | 'events'>,
): Promise<RunPreview> {
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

/** The configuration that is stored with a run. */
export const showRunSettings =
  (desk: Desk): RouteHandler =>
  async ({ frame, shown, param }) => {
    const { run } = await storyOf(desk, param('id'));
    const settings = await desk.ledger.contents.settings(run.id);
    if (settings === null)
      throw new UserError('no-settings', `Nothing is stored of what run ${run.id} was made with.`);
    const { digest, channels } = readSettings(settings, desk.config().channels);
    const page = RunSettingsPage({
      ...{ frame, version: settings.version, parts: shownParts(storedParts(digest, channels), shown) },
      run: { href: `/runs/${run.id}`, text: runTitle(desk.config(), run.digest) },
    });
    return { kind: 'page', html: documentOf(page) };
  };
