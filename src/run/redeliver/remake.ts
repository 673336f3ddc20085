import type { Contents } from '../../ledger/ledger.js';
import type { Bundle } from '../../ledger/model/content.js';
import { bundleNames } from '../journal/stored.js';
import { bundleOf, type Carried, carriedBy, type Keep } from '../prepare/delivery-plan.js';
import type { PreparedSlice } from '../prepare/render-run.js';
import { type Destination, readerOf } from '../readers/destination.js';
import { type RenderAgainTools, renderAgain } from './render-again.js';
import type { StoredRun } from './stored-run.js';

export interface RemakeTools extends RenderAgainTools {
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
  const made: PreparedSlice[] = [];
  for (const name of new Set(orders.map(({ slice }) => slice))) {
    const slice = await stored.slice(name);
    if (!slice) continue;
    const readers = ordersOf(orders, name).map(({ reader }) => readerOf(reader));
    const files = await stored.files(bundleNames.files({ slice: name, edition: slice.edition }));
    const again = await renderAgain(tools, stored, slice, { readers, files });
    if (again) made.push(again.prepared);
  }
  return made;
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
