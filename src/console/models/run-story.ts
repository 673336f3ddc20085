import type { RunStory } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { askerOf, type RunEvent } from '../../ledger/model/run.js';
import { counted } from '../words/counts.js';
import { channelName, type ShownAddress } from '../words/readers.js';

/** A line of a run's story. */
export interface StoryLine {
  readonly at: number;
  readonly text: string;
  /** Why, or the other side's words; empty for none. */
  readonly detail: string;
  readonly bad: boolean;
}

/** What happened to a run, in order. */
export function storyLines(story: RunStory, shown: ShownAddress): readonly StoryLine[] {
  const deliveries = new Map(story.deliveries.map((delivery) => [delivery.id, delivery]));
  return story.events.flatMap((event): StoryLine[] => {
    if (event.delivery === null) return [runLine(event, story, shown)];
    const delivery = deliveries.get(event.delivery);
    return delivery && !SILENT.includes(event.what) ? [deliveryLine(event, delivery, shown)] : [];
  });
}

/** States of a delivery that another line follows. */
const SILENT: readonly string[] = ['sending'];

const BAD: readonly string[] = ['failed', 'partial', 'unknown', 'held', 'retrying'];

function runLine(event: RunEvent, story: RunStory, shown: ShownAddress): StoryLine {
  const { at, what, reason, detail } = event;
  const asker = askerOf(event);
  const text = `${runWords(what, reason, story)}${asker === null ? '' : ` by ${asker}`}`;
  return {
    ...{ at, text, bad: BAD.includes(what) || reason === 'incomplete' },
    detail: asker === null && what !== 'planned' ? shown(detail ?? '') : '',
  };
}

const QUEUED: Readonly<Record<string, string>> = {
  cron: 'Due by its schedule, queued',
  'catch-up': 'Its slot was missed: caught up, queued',
  manual: 'Asked for, queued',
  console: 'Asked for, queued',
  test: 'Asked for as a test',
  resend: 'Asked to be sent again, queued',
  correction: 'To be corrected, queued',
  stopped: 'Handed back by a process that stopped',
};

const RUNNING: Readonly<Record<string, string>> = {
  first: 'Begun',
  retry: 'Tried again',
  'taken-over': 'Taken over from a process that ended',
};

function runWords(what: string, reason: string, story: RunStory): string {
  switch (what) {
    case 'queued':
      return QUEUED[reason] ?? `Queued, ${reason}`;
    case 'running':
      return RUNNING[reason] ?? `Begun, ${reason}`;
    case 'fetched':
      return reason === 'incomplete' ? 'Fetched: figures are missing' : 'Fetched: nothing missing';
    case 'planned':
      return `Stored: ${counted(story.deliveries.length, 'delivery', 'deliveries')}, ${counted(filesOf(story).length, 'file')}`;
    case 'retrying':
      return `Waits for its next try: ${reason}`;
    case 'skipped':
      return `Left out: ${reason}`;
    default:
      return `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${reason}`;
  }
}

const DELIVERY: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  failed: 'failed',
  unknown: 'nobody knows',
  held: 'held for you',
  pending: 'to be sent',
  skipped: 'left out',
};

function deliveryLine(event: RunEvent, delivery: Delivery, shown: ShownAddress): StoryLine {
  const { at, what, reason, detail } = event;
  const who = `${channelName(delivery.kind)} to ${shown(delivery.target)}`;
  const part = delivery.part === 'message' ? '' : ` (${delivery.part})`;
  const reference = what === 'delivered' && reason !== 'resolved' ? delivery.providerRef : null;
  const said = reason === 'resolved' ? `as ${detail ?? 'somebody'} says` : (detail ?? reference ?? '');
  return {
    ...{ at, bad: BAD.includes(what) },
    text: `${who}${part}: ${DELIVERY[what] ?? what}, ${reason}`,
    detail: shown(said),
  };
}

/** A file that a run made for its readers. */
export interface MadeFile {
  readonly name: string;
  readonly size: number;
}

/** Each file once, without what messages are made of. */
export function filesOf({ artifacts }: Pick<RunStory, 'artifacts'>): readonly MadeFile[] {
  const files = artifacts.filter(({ role }) => role === 'attachment');
  return [...new Map(files.map(({ name, size }) => [name, { name, size }])).values()];
}
