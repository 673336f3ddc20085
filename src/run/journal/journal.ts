import type {
  Correction,
  DecidedState,
  DeliveryPlan,
  EndState,
  Ledger,
  Parking,
} from '../../ledger/ledger.js';
import type { Delivery, Outcome } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Reason } from '../../ledger/model/reasons.js';
import type { Ending, Lease, Run, RunEvent } from '../../ledger/model/run.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Observe } from '../events/event.js';

export interface JournalTools {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly observe: Observe;
  /** How long a write is retried while the store cannot be written, in ms. */
  readonly patience: number;
}

/** A claimed run with its lease. */
export interface Job {
  readonly run: Run;
  readonly lease: Lease;
  readonly takenOver: boolean;
}

/** Writes one run to the ledger. Retries while the store is locked, full or unreachable. */
export interface Journal {
  readonly run: Run;
  deliveries(): Promise<readonly Delivery[]>;
  note(note: Pick<RunEvent, 'what' | 'reason' | 'detail'>): Promise<void>;
  plan(plan: DeliveryPlan): Promise<readonly Delivery[]>;
  correct(correction: Correction | null): Promise<readonly Delivery[]>;
  begin(delivery: Delivery): Promise<Delivery>;
  withdraw(delivery: Delivery): Promise<Delivery>;
  end(delivery: Delivery, outcome: Outcome<EndState>): Promise<Delivery>;
  decide(delivery: Delivery, outcome: Outcome<DecidedState>): Promise<Delivery>;
  park(wait: Parking): Promise<void>;
  handBack(reason: Reason): Promise<void>;
  finish(ending: Ending): Promise<void>;
}

const FIRST_WAIT = 250;
const MAX_WAIT = 5_000;

export function createJournal(tools: JournalTools, { run, lease }: Omit<Job, 'takenOver'>): Journal {
  const { ledger, clock, observe } = tools;
  const patiently = <T>(write: () => Promise<T>) => persist(write, tools);
  const observed = async (moved: Promise<Delivery>) => {
    const delivery = await moved;
    observe({ kind: 'delivery', run, delivery });
    return delivery;
  };
  const withdraw = ({ id }: Delivery) => patiently(() => ledger.deliveries.withdraw(lease, id, clock.now()));
  return {
    run,
    deliveries: () => patiently(() => ledger.deliveries.of(run.id)),
    note: (note) => patiently(() => ledger.runs.note(lease, note, clock.now())),
    plan: (plan) => patiently(() => ledger.runs.plan(lease, plan, clock.now())),
    correct: (correction) => patiently(() => ledger.runs.correct(lease, correction, clock.now())),
    begin: (delivery) => observed(beginSend(tools, { lease, delivery, withdraw })),
    withdraw: (delivery) => observed(withdraw(delivery)),
    end: ({ id }, outcome) =>
      observed(patiently(() => ledger.deliveries.end(lease, id, outcome, clock.now()))),
    decide: ({ id }, outcome) =>
      observed(patiently(() => ledger.deliveries.decide(lease, id, outcome, clock.now()))),
    park: (wait) => patiently(() => ledger.runs.park(lease, wait, clock.now())),
    handBack: (reason) => patiently(() => ledger.runs.handBack(lease, reason, clock.now())),
    finish: (ending) => patiently(() => ledger.runs.finish(lease, ending, clock.now())),
  };
}

/** When writing `sending` failed it may have been stored: it is withdrawn before the next try. */
async function beginSend(
  tools: JournalTools,
  send: { lease: Lease; delivery: Delivery; withdraw(delivery: Delivery): Promise<Delivery> },
): Promise<Delivery> {
  const { ledger, clock } = tools;
  let broken = false;
  return persist(async () => {
    if (broken) await send.withdraw(send.delivery);
    broken = true;
    return ledger.deliveries.begin(send.lease, send.delivery.id, clock.now());
  }, tools);
}

/** Retries a write while the store has a transient fault; every ledger write is idempotent. */
async function persist<T>(write: () => Promise<T>, { clock, observe, patience }: JournalTools): Promise<T> {
  const started = clock.now();
  for (let wait = FIRST_WAIT, faulty = false; ; wait = Math.min(wait * 2, MAX_WAIT), faulty = true) {
    try {
      const result = await write();
      if (faulty) observe({ kind: 'store', fault: null });
      return result;
    } catch (error) {
      if (!(error instanceof LedgerError) || !error.passing) throw error;
      observe({ kind: 'store', fault: error });
      if (clock.now() - started >= patience) throw error;
    }
    await clock.sleep(wait);
  }
}
