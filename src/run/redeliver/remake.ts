import type { Contents } from '../../ledger/ledger.js';
import type { Bundle } from '../../ledger/model/content.js';
import { bundleNames } from '../journal/stored.js';
import { bundleOf, type Carried, carriedBy, type Keep } from '../prepare/delivery-plan.js';
import { type PrepareRunTools, prepareRun } from '../prepare/prepare-run.js';
import type { PreparedSlice } from '../prepare/render-run.js';
import { requested } from '../prepare/request.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';
import { type Destination, readerOf } from '../readers/destination.js';
import type { StoredRun, StoredSlice } from './stored-run.js';

export interface RemakeTools extends PrepareRunTools {
  readonly contents: Contents;
}

/** A message of a run, to be rendered again. */
export interface MessageOrder {
  readonly reader: Destination;
  readonly slice: string;
}

/** What a delivery carries, of the last edition that was made. */
export interface Carrying extends Carried {
  readonly edition: number;
  readonly incomplete: 0 | 1;
}

export interface Remade {
  readonly carrying: ReadonlyMap<MessageOrder, Carrying>;
  /** To be stored. */
  readonly bundles: readonly Bundle[];
  /** Slices whose files differ from those that were sent. */
  readonly different: readonly string[];
}

/** Made of the figures of then, whatever they lack. */
const AS_IT_WAS: SendingPolicy = { onBlank: 'show', onGap: 'send', onEmpty: 'send', patient: false };

/** Ends soon of itself: a stop takes effect when the run is worked on. */
const NEVER = new AbortController().signal;

/** Renders messages from stored snapshots, with the stored files where they are at hand; orders whose slice is gone are left out. */
export async function remake(
  tools: RemakeTools,
  stored: StoredRun,
  orders: readonly MessageOrder[],
): Promise<Remade> {
  const bundles = new Map<string, Bundle>();
  const keep = keepBeside(stored, bundles);
  const carrying = new Map<MessageOrder, Carrying>();
  const different: string[] = [];
  for (const slice of await prepared(tools, stored, orders)) {
    const { name, edition, incomplete, attachments, messages } = slice;
    const whole = bundleNames.files({ slice: name, edition });
    const files = (await stored.files(whole)) ? whole : keep(whole, attachments);
    if (files !== null && files !== whole) different.push(name);
    for (const [index, order] of ordersOf(orders, name).entries()) {
      const message = messages[index];
      if (!message) continue;
      const carried = carriedBy(message, { slice: name, edition, files }, keep);
      carrying.set(order, { edition, incomplete, ...carried });
    }
  }
  return { carrying, bundles: [...bundles.values()], different };
}

const ordersOf = (orders: readonly MessageOrder[], name: string) =>
  orders.filter(({ slice }) => slice === name);

async function prepared(
  tools: RemakeTools,
  stored: StoredRun,
  orders: readonly MessageOrder[],
): Promise<readonly PreparedSlice[]> {
  const { run } = stored.story;
  const slices: StoredSlice[] = [];
  for (const name of new Set(orders.map(({ slice }) => slice))) {
    const slice = await stored.slice(name);
    if (slice) slices.push(slice);
  }
  if (slices.length === 0) return [];
  const request = {
    subject: run.id,
    digest: stored.digest,
    slot: { digest: run.digest, scheduledFor: run.scheduledFor, trigger: run.trigger },
    policy: AS_IT_WAS,
    source: { kind: 'stored', snapshots: new Map(slices.map(({ name, snapshot }) => [name, snapshot])) },
    slices: await Promise.all(
      slices.map(async ({ name, config, edition }) => {
        const readers = ordersOf(orders, name).map(({ reader }) => readerOf(reader));
        const files = await stored.files(bundleNames.files({ slice: name, edition }));
        return requested({ name, config }, { edition, readers, files });
      }),
    ),
  } as const;
  const made = await prepareRun(tools, request, { signal: NEVER });
  return made.kind === 'made' ? made.slices : [];
}

/** Keeps bundles under their own names when they are what was stored there, or when nothing was; else under a further one. */
function keepBeside({ story: { artifacts } }: StoredRun, bundles: Map<string, Bundle>): Keep {
  const hashes = (name: string) =>
    artifacts.filter(({ bundle }) => bundle === name).map(({ sha256 }) => sha256);
  return (wanted, files) => {
    if (files.length === 0) return null;
    const same = (name: string) => {
      const known = hashes(name);
      return known.length === 0 || known.join() === files.map(({ sha256 }) => sha256).join();
    };
    let name = wanted;
    for (let number = 2; !same(name); number += 1) name = `${wanted} ${number}`;
    bundles.set(name, bundleOf(name, files));
    return name;
  };
}
