import { anchorsReceipt, type ChainAnchor } from '../chain/anchors.js';
import { headText, type Link, nextLedgerLink, nextLink, START } from '../chain/link.js';
import type { Break, HeadFinding } from '../model/audit.js';
import { anchorsOf } from '../rows/anchor-row.js';
import { HEAD } from '../rows/head.js';
import { metaOf } from '../store/mark.js';
import type { Tables, Tx } from '../store/tables.js';

/** What a walk along the chain has seen. */
export interface Walk {
  readonly events: number;
  readonly deleted: number;
  readonly head: Link;
  readonly brokenAt: Break | null;
  readonly asked: HeadFinding | null;
}

/** Events at a time. */
const BATCH = 1_000;

/** Follows the chain from its beginning to its first break, or to its head. */
export async function walkChain(db: Tx, asked: Link | null): Promise<Walk> {
  const state = new Walking(await anchorsOf(db), asked);
  const ledgerEvents = await db.selectFrom('ledgerEvents').selectAll().orderBy('seq').execute();
  for (let last = 0; ; ) {
    const events = await db
      .selectFrom('events')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    const whole = events.length < BATCH;
    last = whole ? Number.POSITIVE_INFINITY : (events.at(-1)?.seq ?? 0);
    const between = takeUpTo(ledgerEvents, last);
    const steps = [...events.map(ofRun), ...between.map(ofLedger)].sort((one, other) => one.seq - other.seq);
    for (const step of steps) if (!state.step(step)) return state.found();
    if (whole) break;
  }
  state.end(await metaOf(db, HEAD));
  return state.found();
}

/** Takes out the first ones up to a number. */
function takeUpTo(rows: Tables['ledgerEvents'][], last: number): Tables['ledgerEvents'][] {
  const after = rows.findIndex(({ seq }) => seq > last);
  return rows.splice(0, after === -1 ? rows.length : after);
}

/** An event with the place that it has when it follows another. */
interface Step extends Link {
  readonly at: Omit<Break, 'problem'>;
  /** What it says of the anchors; null for another event. */
  readonly anchors: string | null;
  after(before: Link): Link;
}

const ofRun = (row: Tables['events']): Step => ({
  seq: row.seq,
  hash: row.hash,
  at: { run: row.run, position: row.position },
  anchors: null,
  after: (before) => nextLink(before, row),
});

const ofLedger = (row: Tables['ledgerEvents']): Step => ({
  seq: row.seq,
  hash: row.hash,
  at: { run: null, position: row.seq },
  anchors: row.what === 'pruned' ? row.covers : null,
  after: (before) => nextLedgerLink(before, row),
});

class Walking {
  readonly #anchors: readonly ChainAnchor[];
  readonly #asked: Link | null;
  #nextAnchor = 0;
  #events = 0;
  #deleted = 0;
  #head = START;
  #last: Break | null = null;
  #brokenAt: Break | null = null;
  #finding: HeadFinding = 'not-in-chain';
  /** The last event that says what the anchors are. */
  #pruned: (Step & { readonly anchors: string | null }) | null = null;

  constructor(anchors: readonly ChainAnchor[], asked: Link | null) {
    this.#anchors = anchors;
    this.#asked = asked;
  }

  /** False at a break. */
  step(step: Step): boolean {
    if (step.seq !== this.#head.seq + 1) this.#passAnchor(step.seq - 1);
    if (step.seq !== this.#head.seq + 1) return this.#break(step.at, 'missing');
    if (step.after(this.#head).hash !== step.hash) return this.#break(step.at, 'changed');
    this.#head = { seq: step.seq, hash: step.hash };
    this.#events += 1;
    this.#last = { ...step.at, problem: 'head' };
    if (step.anchors !== null) this.#pruned = step;
    this.#look(this.#head);
    return true;
  }

  /** The end of all events: where the store says that it is, and with the anchors that the last deletion left. */
  end(stored: string | null): void {
    this.#passAnchor(this.#anchors.at(-1)?.last ?? 0);
    const unused = this.#nextAnchor < this.#anchors.length;
    const said = this.#pruned?.anchors ?? anchorsReceipt([]);
    if (unused || said !== anchorsReceipt(this.#anchors))
      this.#break(this.#pruned?.at ?? this.#last ?? NOWHERE, 'missing');
    else if (headText(this.#head) !== (stored ?? headText(START))) this.#break(this.#last ?? NOWHERE, 'head');
  }

  found(): Walk {
    return {
      events: this.#events,
      deleted: this.#deleted,
      head: this.#head,
      brokenAt: this.#brokenAt,
      asked: this.#asked === null ? null : this.#finding,
    };
  }

  /** Goes on behind deleted events, when there is an anchor from here to `last`. */
  #passAnchor(last: number): void {
    const anchor = this.#anchors[this.#nextAnchor];
    if (anchor === undefined || anchor.first !== this.#head.seq + 1 || anchor.last !== last) return;
    this.#nextAnchor += 1;
    this.#deleted += anchor.last - anchor.first + 1;
    const asked = this.#asked?.seq ?? 0;
    if (asked >= anchor.first && asked < anchor.last) this.#finding = 'deleted';
    this.#head = { seq: anchor.last, hash: anchor.hash };
    this.#look(this.#head);
  }

  #look({ seq, hash }: Link): void {
    if (this.#asked?.seq === seq && this.#asked.hash === hash) this.#finding = 'in-chain';
  }

  #break(at: Omit<Break, 'problem'>, problem: Break['problem']): false {
    this.#brokenAt = { ...at, problem };
    return false;
  }
}

const NOWHERE = { run: null, position: 0 };
