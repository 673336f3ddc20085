import type { Channels, Target } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { Addition, Revival, RunStory } from '../../ledger/ledger.js';
import { type Delivery, type PlannedDelivery, SENT_BY_HAND } from '../../ledger/model/delivery.js';
import { hasUnknownResult, mayHaveArrived, REPLACED } from '../../ledger/model/states.js';
import { UserError } from '../../lib/errors.js';
import { groupedBy } from '../../lib/grouped.js';
import { notThere } from '../../lib/text/suggest.js';
import { plannedFor } from '../prepare/prepare-deliveries.js';
import { type Destination, destinationOf, destinationsOf, namedByHand } from '../readers/destination.js';
import { type Replacement, replacementsFor } from '../readers/replacements.js';
import { type Carrying, createRemaking, type RemakeTools, type Remaking } from './remake.js';

/** Options of `resend`. */
export interface ResendRequest {
  /** Only these addresses; all by default. */
  readonly targets?: readonly string[];
  /** Also to readers who have it. */
  readonly again?: boolean;
}

/** Options of `send`. */
export interface SendRequest {
  readonly to: readonly Target[];
  /** Slice of the digest; may be left out when there is only one choice. */
  readonly slice?: string;
}

/** What a run is reopened with. `targets` are the addresses of missing deliveries; null for all. */
export interface Redelivery {
  readonly targets: readonly string[] | null;
  readonly addition: Addition;
  /** What will differ from what others got, a sentence each. */
  readonly notes: readonly string[];
}

interface Work {
  readonly story: RunStory;
  readonly digest: DigestConfig;
  readonly channels: Channels;
  readonly remaking: Remaking;
}

/** What `resend` sends: missing deliveries, also to replaced addresses, and with `again` everything once more. */
export async function resendOf(
  tools: RemakeTools,
  { story, digest }: Pick<Work, 'story' | 'digest'>,
  wish: ResendRequest,
): Promise<Redelivery> {
  const { channels } = tools;
  const work = { story, digest, channels, remaking: createRemaking(tools, story, digest) };
  const replacements = replacementsFor(story.deliveries, digest, channels);
  const targets = wish.targets === undefined ? null : namedTargets(work, replacements, wish.targets);
  const inScope = (address: string) => targets === null || targets.includes(address);
  const taken = await inTheirPlace(
    work,
    replacements.filter(
      ({ by, gone }) => inScope(by.target.address) || gone.some(({ target }) => inScope(target)),
    ),
  );
  const rows = story.deliveries.filter(({ target, reason }) => inScope(target) && reason !== REPLACED);
  const again = wish.again ? await onceMore(work, rows, targets !== null) : NOTHING;
  const gone = new Set([...taken.replaced, ...again.replaced].map(({ delivery }) => delivery));
  const revived = await restored(
    work,
    rows.filter(({ id }) => !gone.has(id)),
  );
  const { remaking } = work;
  const addition = {
    bundles: remaking.bundles(),
    deliveries: [...taken.deliveries, ...again.deliveries],
    replaced: [...taken.replaced, ...again.replaced],
    revived,
  };
  return { targets, addition, notes: notesOf(remaking) };
}

/** What `send` sends: the stored digest, to new readers. */
export async function sendOf(
  tools: RemakeTools,
  { story, digest }: Pick<Work, 'story' | 'digest'>,
  wish: SendRequest,
): Promise<Redelivery> {
  const { channels } = tools;
  const work = { story, digest, channels, remaking: createRemaking(tools, story, digest) };
  const readers = distinct(
    work,
    wish.to.map((target) => reached(work, target)),
  );
  const deliveries: PlannedDelivery[] = [];
  const revived: Revival[] = [];
  for (const reader of readers) {
    const slice = wish.slice ?? sliceFor(work, reader);
    const had = partsFor(work, reader, slice);
    refuseHad(story, had);
    const [first] = had;
    const carrying = await (first ? carriedAgain(work, first, reader) : work.remaking.content(reader, slice));
    if (!carrying) throw notStored(story, slice);
    if (had.length === 0) deliveries.push(...plannedFor(reader, carriedBy(story, slice, carrying)));
    for (const { id } of had) revived.push({ delivery: id, origin: SENT_BY_HAND, ...carrying });
  }
  const { remaking } = work;
  const addition = { bundles: remaking.bundles(), deliveries, revived, replaced: [] };
  return { targets: [], addition, notes: notesOf(remaking) };
}

type Part = Pick<Addition, 'deliveries' | 'replaced'>;

const NOTHING: Part = { deliveries: [], replaced: [] };

/** What a new delivery of a slice carries. */
function carriedBy(
  { run: { digest, scheduledFor, trigger } }: RunStory,
  slice: string,
  { attachments: files, ...carrying }: Carrying,
) {
  return { slot: { digest, scheduledFor, trigger }, slice, files, ...carrying };
}

async function inTheirPlace(work: Work, replacements: readonly Replacement[]): Promise<Part> {
  const deliveries: PlannedDelivery[] = [];
  const replaced: { delivery: string; by: string }[] = [];
  for (const { by, slice, gone } of replacements) {
    if (partsFor(work, by, slice).length === 0) {
      const carrying = await work.remaking.content(by, slice);
      if (!carrying) continue;
      deliveries.push(...plannedFor(by, carriedBy(work.story, slice, carrying)));
    }
    replaced.push(...gone.map(({ id }) => ({ delivery: id, by: `${by.target.kind} ${by.target.address}` })));
  }
  return { deliveries, replaced };
}

/** New deliveries of all parts for readers who have some; earlier receipts stay. */
async function onceMore(work: Work, rows: readonly Delivery[], named: boolean): Promise<Part> {
  const deliveries: PlannedDelivery[] = [];
  const replaced: { delivery: string; by: string }[] = [];
  const people = groupedBy(rows, ({ kind, slice, target }) => JSON.stringify([kind, slice, target]));
  for (const parts of people.values()) {
    const has = parts.findLast(({ state }) => state === 'delivered');
    if (!has || parts.some(hasUnknownResult)) continue;
    const reader =
      destinationOf(has, work.digest, work.channels) ?? (named ? reached(work, addressOf(has)) : null);
    if (!reader) continue;
    const { slice } = has;
    const carrying = await carriedAgain(work, has, reader);
    if (!carrying) throw notStored(work.story, slice);
    const repetition = parts.filter(({ part }) => part === has.part).length;
    deliveries.push(...plannedFor(reader, { ...carriedBy(work.story, slice, carrying), repetition }));
    const left = parts.filter(({ state }) => state !== 'delivered');
    replaced.push(...left.map(({ id }) => ({ delivery: id, by: 'A later delivery' })));
  }
  return { deliveries, replaced };
}

async function carriedAgain(
  { remaking }: Work,
  has: Delivery,
  reader: Destination,
): Promise<Carrying | null> {
  const { body, attachments, slice, edition, incomplete } = has;
  const there = (await remaking.holds(body)) && (await remaking.holds(attachments));
  return there ? { body, attachments, edition, incomplete } : remaking.content(reader, slice);
}

/** Missing deliveries whose stored files are gone, rendered again. */
async function restored(work: Work, rows: readonly Delivery[]): Promise<Revival[]> {
  const revived: Revival[] = [];
  for (const row of rows) {
    const { id, slice, body, attachments } = row;
    if (mayHaveArrived(row) || (body === null && attachments === null)) continue;
    if ((await work.remaking.holds(body)) && (await work.remaking.holds(attachments))) continue;
    const reader = destinationOf(row, work.digest, work.channels);
    const carrying = reader && (await work.remaking.content(reader, slice));
    if (carrying) revived.push({ delivery: id, ...carrying });
  }
  return revived;
}

/** Stored addresses that match the given ones in any spelling. */
function namedTargets(
  { story: { deliveries }, channels }: Work,
  replacements: readonly Replacement[],
  named: readonly string[],
): readonly string[] {
  const known = [
    ...deliveries.map(({ kind, target }) => ({ kind, address: target })),
    ...replacements.map(({ by }) => by.target),
  ];
  return named.flatMap((word) => {
    const same = known.filter(({ kind, address }) => {
      const identity = channels.get(kind)?.identity ?? String;
      return address === word || identity(address) === identity(word);
    });
    if (same.length === 0) throw notThere('target', word, new Set(known.map(({ address }) => address)));
    return same.map(({ address }) => address);
  });
}

function partsFor({ story, channels }: Work, { target }: Destination, slice: string): Delivery[] {
  const identity = channels.get(target.kind)?.identity ?? String;
  return story.deliveries.filter(
    (row) =>
      row.kind === target.kind && row.slice === slice && identity(row.target) === identity(target.address),
  );
}

function reached({ digest, channels }: Work, target: Target): Destination {
  const { kind, address } = target;
  try {
    const reader = namedByHand(target, digest, channels);
    if (reader) return reader;
  } catch (error) {
    const [issue] = (error as { issues?: readonly { message: string }[] }).issues ?? [];
    if (!issue) throw error;
    // As in a configuration: what is wrong of a value, or a sentence with a place for it.
    const what = issue.message.includes('{value}') ? issue.message : `{value} ${issue.message}`;
    throw refused('usage', `${what.replaceAll('{value}', `“${address}”`)}.`);
  }
  throw refused('not-configured', `Nothing can go to ${address}: the configuration has no ${kind}: block.`);
}

const distinct = ({ channels }: Work, readers: readonly Destination[]): readonly Destination[] => [
  ...new Map(
    readers.map((reader) => [
      `${reader.target.kind} ${channels.get(reader.target.kind)?.identity(reader.target.address)}`,
      reader,
    ]),
  ).values(),
];

/** The slice configured for a reader, else the whole digest, else the only slice. */
function sliceFor({ story, digest, channels }: Work, reader: Destination): string {
  const made = [...new Set(story.deliveries.map(({ slice }) => slice))];
  const identity = channels.get(reader.target.kind)?.identity ?? String;
  const theirs = digest.deliver.find(
    (entry) =>
      entry.kind === reader.target.kind &&
      made.includes(entry.slice.name) &&
      destinationsOf({ deliver: [entry] }, channels).some(
        ({ target: { address } }) => identity(address) === identity(reader.target.address),
      ),
  );
  if (theirs) return theirs.slice.name;
  const [only = '', ...others] = made;
  if (made.includes('') || others.length === 0) return made.includes('') ? '' : only;
  throw refused('usage', `The digest was made in several forms: say which with --slice: ${made.join(', ')}.`);
}

function refuseHad({ run }: RunStory, had: readonly Delivery[]): void {
  const [first] = had;
  if (!first) return;
  const unknown = had.find(hasUnknownResult);
  if (unknown)
    throw refused(
      'outcome-unknown',
      `It is unknown whether ${first.target} has it. Check, then: botdigest resolve ${unknown.id} --as delivered|failed|resend.`,
    );
  if (had.every(({ state, reason }) => state === 'delivered' || reason === REPLACED) && had.some(isDelivered))
    throw refused(
      'sent-already',
      `${first.target} has it already. botdigest resend ${run.id} --target ${first.target} --again sends it once more.`,
    );
}

const isDelivered = ({ state }: Delivery) => state === 'delivered';

const addressOf = ({ kind, target }: Delivery): Target => ({ kind, address: target });

function notStored({ run: { id, digest, scheduledFor } }: RunStory, slice: string): UserError {
  const form = slice === '' ? '' : ` in the form ${slice}`;
  const message = `Run ${id} cannot be sent${form}: its figures, or that form, are not at hand any more. botdigest preview ${digest} --at ${new Date(scheduledFor).toISOString()} makes it anew.`;
  return new UserError('content-gone', message);
}

const notesOf = (remaking: Remaking): string[] =>
  remaking.different().length === 0
    ? []
    : [
        'The figures are those of then, the files are made anew by another version or configuration: they are not the same byte for byte.',
      ];

const refused = (code: string, message: string) => new UserError(code, message, { exitCode: 2 });
