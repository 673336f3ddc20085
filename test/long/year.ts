import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { alertOf, checkName } from '../../src/alerts/check-name.js';
import type { Connection, Envelope, OpenChannel, Receipt } from '../../src/channels/channel.js';
import { delivered, permanent, retryable, unknown } from '../../src/channels/receipt.js';
import { WEEKS_KEPT_FOR } from '../../src/chatbot/kept-weeks.js';
import type { DigestConfig } from '../../src/config/config.js';
import type { Ledger, RunRecord } from '../../src/ledger/ledger.js';
import { FINAL_STATES } from '../../src/ledger/model/states.js';
import { openLedger } from '../../src/ledger/open.js';
import { formatOptions, formatRenderers } from '../../src/render/registry.js';
import { runnable } from '../../src/run/alerts/check-digest.js';
import type { ServiceEvent } from '../../src/run/events/event.js';
import { LEASE } from '../../src/run/journal/limits.js';
import { renderInProcess } from '../../src/run/prepare/render-worker.js';
import { tick } from '../../src/run/schedule/tick.js';
import { execute } from '../../src/run/work/execute.js';
import type { RunTools } from '../../src/run/work/run-work.js';
import { slotsByLooking, WallClock } from '../support/cron-oracle.js';
import { randomFrom } from '../support/cron-triples.js';
import { DAILY } from '../support/digests.js';
import { type SimClock, simClock } from '../support/sim-clock.js';
import { digestConfig, snapshot, type TestSnapshot, withGaps } from '../support/snapshot.js';
import { dayOf, yearOfAlerts } from './year-alerts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-01-01T00:00:30Z');
const RETENTION = 45 * DAY;
const ZONES = ['Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'] as const;

export interface Plan {
  readonly seed: number;
  readonly schedules: number;
  readonly days: number;
  readonly folder: string;
  /** How many times as often something goes wrong; 1 when left out. */
  readonly trouble?: number;
  /** The share of sends that go wrong; 4 % when left out. */
  readonly faults?: number;
  /** Alerts beside the schedules; none when left out. */
  readonly alerts?: number;
}

/** What came of it all. `wrong` says what must not be, a sentence each. */
export interface Year {
  readonly slots: number;
  readonly runs: Readonly<Record<string, number>>;
  readonly deliveries: Readonly<Record<string, number>>;
  readonly accepted: number;
  /** Accepted twice, each flagged since its first send fell silent or was cut off. */
  readonly doubled: number;
  readonly episodes: number;
  readonly kills: number;
  readonly pauses: number;
  readonly steps: number;
  /** Heap after a collection, and the size of the store, at the end of each thirty days; bytes. */
  readonly months: readonly { readonly heap: number; readonly store: number }[];
  readonly wrong: readonly string[];
}

/** Something that goes on until it is killed: after that nothing it waits for ever comes. */
class Life {
  #left = Number.POSITIVE_INFINITY;
  #dead = false;
  #die = () => {};
  readonly died = new Promise<void>((resolve) => {
    this.#die = resolve;
  });

  get dead(): boolean {
    return this.#dead;
  }

  endAfter(steps: number): void {
    this.#left = steps;
  }

  async step(): Promise<void> {
    this.#left -= 1;
    if (this.#left <= 0 && !this.#dead) {
      this.#dead = true;
      this.#die();
    }
    if (this.#dead) await new Promise(() => {});
  }
}

/** The ledger of a process that may be killed before and after each of its steps. */
function mortal<T extends object>(part: T, life: Life): T {
  return new Proxy(part, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value === 'function')
        return async (...args: unknown[]) => {
          await life.step();
          const result = await value.apply(target, args);
          await life.step();
          return result;
        };
      return typeof value === 'object' && value !== null ? mortal(value, life) : value;
    },
  });
}

/** As little as a digest can be, since the year is about runs. */
const LITTLE: TestSnapshot = { ...DAILY, reports: ['conversations'], before: null, history: false };

const options = z.object({ to: z.array(z.string()) });

/**
 * The year of some schedules, by a clock that jumps from slot to slot, with all that can go wrong drawn from a seed. Which of the four
 * workers meets what differs from time to time, as it does in life.
 */
export async function simulate({
  seed,
  schedules,
  days,
  folder,
  trouble = 1,
  faults = 0.04,
  alerts = 0,
}: Plan): Promise<Year> {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share * trouble;
  const clock = simClock(START);
  const path = join(folder, 'botdigest.db');
  const ledger = await openLedger({ kind: 'sqlite', path });
  const scheduled = new Map(
    Array.from({ length: schedules }, (_, index) => digestAt(index)).map((each) => [each.id, each]),
  );
  const walls = new Map(ZONES.map((zone) => [zone as string, new WallClock(zone)]));
  // The last three days are calm, so that whatever went wrong before can come to its end.
  const end = START + days * DAY;
  const closing = end + 3 * DAY;
  const due = [...scheduled.values()].flatMap(({ id, schedule, timezone }) =>
    slotsByLooking(schedule ?? '', walls.get(timezone) as WallClock, {
      after: START,
      until: closing - HOUR,
    }).map((at) => ({ id, at })),
  );
  const office = new Map<string, number>();
  const account = new Account(office);
  const counts = { kills: 0, pauses: 0, steps: 0 };
  const wakes = new Set<number>();
  let calm = false;
  let life = new Life();

  const accept = ({ idempotencyKey }: Envelope) => {
    office.set(idempotencyKey, (office.get(idempotencyKey) ?? 0) + 1);
    account.accepted += 1;
  };
  const deliver = async (envelope: Envelope): Promise<Receipt> => {
    const mine = life;
    await mine.step();
    const fate = calm ? 1 : (random() / trouble) * (0.04 / faults);
    if (fate < 0.03) return retryable('server-busy', 'Busy.', chance(0.3) ? 20 * MINUTE : null);
    if (fate < 0.033) return permanent('refused', 'Refused.');
    if (fate < 0.036) return unknown('silent-after-data', 'Silent before taking it.');
    accept(envelope);
    if (fate < 0.04) return unknown('silent-after-data', 'Silent after taking it.');
    await mine.step();
    return delivered('<id>');
  };
  const connect = (to: readonly string[]): Connection => ({
    kind: 'count',
    limits: { maxBytes: null },
    parts: ['message'],
    renderBody: null,
    targets: to.map((address) => ({ kind: 'count', address })),
    audience: ({ address }) => ({ target: address, unsubscribe: null }),
    checks: [],
    onUnknown: 'resend',
    preview: async () => [],
    notice: () => ({ body: [], attachments: [] }),
    deliver,
  });
  const channel: OpenChannel = {
    kind: 'count',
    sendOption: null,
    connect: (entry) => connect(options.parse(entry.options).to),
    connectTo: (address) => connect([address]),
    sample: () => null,
    identity: (address) => address,
    placeName: (address) => address,
  };
  const whole = new Map(ZONES.map((zone) => [zone as string, snapshot({ ...LITTLE, zone })]));
  const observe = (happening: ServiceEvent) => {
    if (happening.kind === 'trouble') account.wrong.push(`trouble: ${happening.what}, ${happening.error}`);
    if (happening.kind === 'left' && happening.outcome.notBefore !== null)
      wakes.add(Math.max(happening.outcome.notBefore, clock.now()) + 1_000);
  };
  const channels = new Map([['count', channel]]);
  const { checks, episodes } = yearOfAlerts({
    ...{ alerts, first: dayOf(START), days, random, look: LITTLE },
    fails: () => !calm && chance(0.02),
    deliverTo: (to) => ({
      kind: 'count',
      options: { to },
      path: 'deliver[0]',
      slice: { name: '', changes: {} },
    }),
  });
  const digests = runnable({ alerts: checks.alerts, digests: scheduled }, channels, checks.files);
  const checkTimes = [...checks.alerts.values()].flatMap(({ id, check }) =>
    slotsByLooking(check, new WallClock('UTC'), { after: START, until: closing - HOUR }).map((at) => ({
      id: checkName(id),
      at,
    })),
  );
  const renderWorker = renderInProcess({
    renderers: formatRenderers,
    channels,
    paint: async () => [] as never,
    semaphore: (work) => work(),
  });
  const toolsFor = (mine: Life, own: SimClock): RunTools => ({
    ledger: mortal(ledger, mine),
    clock: own,
    observe,
    patience: Number.POSITIVE_INFINITY,
    random,
    digests,
    channels,
    ...(alerts > 0 && { checks }),
    renderWorker,
    settings: { channels: new Map(), open: () => ({ channels, renderWorker }) },
    fetch: async (digest, plans) => {
      const base = whole.get(digest.timezone) ?? snapshot(LITTLE);
      const answered = !calm && chance(0.02) ? withGaps(base, 'server-error', () => true) : base;
      return plans.map(({ slot }) => ({ ...answered, slot }));
    },
  });
  const lookAt = (some: ReadonlyMap<string, DigestConfig>) => tick({ ledger, clock, observe, digests: some });

  const workOff = async (owner: string): Promise<void> => {
    const mine = life;
    const own: SimClock = { ...clock };
    const tools = toolsFor(mine, own);
    while (!mine.dead) {
      const claim = await ledger.runs.claim({ owner, until: clock.now() + LEASE }, clock.now());
      if (claim === null) return;
      if (claim.kind === 'claimed')
        await Promise.race([execute(tools, claim, { signal: new AbortController().signal }), mine.died]);
    }
  };

  const times = [...due, ...checkTimes].toSorted((one, other) => one.at - other.at);
  const after = (now: number) => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[middle]?.at ?? 0) > now) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  await lookAt(digests);
  const months: { heap: number; store: number }[] = [];
  let monthEnd = START + 30 * DAY;
  let [looked, lookedAll] = [clock.now(), clock.now()];
  while (clock.now() < closing) {
    if (!calm && clock.now() >= end) [calm, life] = [true, new Life()];
    const now = clock.now();
    const nextSlot = times[after(now)]?.at ?? closing;
    const nextWake = Math.min(...[...wakes].filter((at) => at > now), closing);
    clock.pass(Math.max(1, Math.min(nextSlot + 20_000, nextWake, monthEnd) - now));
    if (!calm && chance(0.002)) {
      clock.pass(Math.round(random() ** 3 * 3 * DAY) + 10 * MINUTE);
      counts.pauses += 1;
    }
    let all = clock.now() - lookedAll > 6 * HOUR || clock.now() - looked > 30 * MINUTE;
    if (!calm && chance(0.002)) {
      clock.step(Math.round((random() - 0.5) * 4 * HOUR));
      counts.steps += 1;
      all = true;
    }
    for (const at of wakes) if (at <= clock.now()) wakes.delete(at);
    const fresh = times.slice(after(Math.min(looked, clock.now())), after(clock.now()));
    const some = new Map(fresh.map(({ id }) => [id, digests.get(id) as DigestConfig]));
    await lookAt(all ? digests : some);
    looked = clock.now();
    if (all) lookedAll = looked;
    if (!calm && chance(0.03)) life.endAfter(1 + Math.floor(random() * 40));
    await Promise.all(['one', 'two', 'three', 'four'].map((name) => workOff(`${name}-${counts.kills}`)));
    if (life.dead) {
      counts.kills += 1;
      clock.forget();
      life = new Life();
      wakes.add(clock.now() + LEASE + 1_000);
    }
    if (clock.now() >= monthEnd || clock.now() >= closing) {
      monthEnd = clock.now() + 30 * DAY;
      await account.settle(ledger, clock.now() >= closing);
      const now = clock.now();
      await ledger.prune(
        { runs: now - RETENTION, quietChecks: now - 7 * DAY, weeks: now - WEEKS_KEPT_FOR },
        now,
      );
      months.push({ heap: collected(), store: statSync(path).size });
    }
  }
  account.missing(due);
  account.untold(episodes);
  await ledger.close();
  const { runs, deliveries, accepted, doubled, wrong } = account;
  const begun = [...episodes.values()].reduce((sum, count) => sum + count, 0);
  return {
    ...{ slots: due.length, runs, deliveries, accepted, doubled, episodes: begun, ...counts, months, wrong },
  };
}

/** One in a hundred is due every hour, most by the day or week; two or three readers each. */
function digestAt(index: number): DigestConfig {
  const [minute, hour] = [(index % 4) * 15, 6 + (index % 5)];
  const kind = index % 20;
  const schedule =
    index % 100 === 57
      ? '0 * * * *'
      : kind < 6
        ? `${minute} ${hour} * * *`
        : kind < 9
          ? `${minute} ${hour} * * MON-FRI`
          : kind < 16
            ? `${minute} ${hour} * * ${['MON', 'TUE', 'THU'][index % 3]}`
            : kind < 18
              ? `30 2 * * ${index % 7}`
              : `${minute} ${hour} ${(index % 28) + 1} * *`;
  const to = Array.from({ length: 1 + (index % 3) }, (_, reader) => `reader-${reader}@example.com`);
  return digestConfig(LITTLE, {
    id: `digest-${index}`,
    schedule,
    timezone: ZONES[index % ZONES.length] ?? 'UTC',
    catchUp: (['latest', 'all', 'skip'] as const)[index % 3] ?? 'latest',
    maxLateness: DAY,
    formats: [{ kind: 'csv', options: formatOptions.csv?.parse({}) }],
    deliver: [{ kind: 'count', options: { to }, path: 'deliver[0]', slice: { name: '', changes: {} } }],
  });
}

/** Compares what the ledger says with what arrived. */
class Account {
  readonly runs: Record<string, number> = {};
  readonly deliveries: Record<string, number> = {};
  readonly wrong: string[] = [];
  accepted = 0;
  doubled = 0;
  /** `watch-1 firing`, how often it was to be said. */
  readonly #words: Record<string, number> = {};
  readonly #seen = new Map<string, Set<number>>();
  readonly #office: Map<string, number>;

  constructor(office: Map<string, number>) {
    this.#office = office;
  }

  /** Runs that have ended and were not looked at before; at the end there must be no others. */
  async settle(ledger: Ledger, last: boolean): Promise<void> {
    for (const record of await ledger.history.runs({ checks: true, limit: 1_000_000 })) {
      const { digest, scheduledFor, state } = record.run;
      if (!FINAL_STATES.some((final) => final === state)) {
        if (last) this.wrong.push(`${digest} at ${scheduledFor} is ${state} at the end`);
        continue;
      }
      const seen = this.#seen.get(digest) ?? new Set();
      if (seen.has(scheduledFor)) continue;
      this.#seen.set(digest, seen.add(scheduledFor));
      this.#take(record);
    }
    if (last && this.#office.size > 0) this.wrong.push(`${this.#office.size} keys arrived that no run knows`);
  }

  missing(due: readonly { readonly id: string; readonly at: number }[]): void {
    const lost = due.filter(({ id, at }) => !this.#seen.get(id)?.has(at));
    for (const { id, at } of lost) this.wrong.push(`${id} has no run for ${new Date(at).toISOString()}`);
  }

  /** Each episode has one message when it begins and one when it is over, and nothing else is said. */
  untold(episodes: ReadonlyMap<string, number>): void {
    const wanted = [...episodes].flatMap(([id, times]) =>
      times === 0 ? [] : ['firing', 'recovered'].map((word) => [`${checkName(id)} ${word}`, times] as const),
    );
    for (const [word, times] of wanted)
      if (this.#words[word] !== times)
        this.wrong.push(`${word}: ${this.#words[word] ?? 0} times, not ${times}`);
    const known = new Set<string>(wanted.map(([word]) => word));
    for (const word of Object.keys(this.#words)) if (!known.has(word)) this.wrong.push(`${word} was not due`);
  }

  #take({ run, deliveries }: RunRecord): void {
    count(this.runs, `${run.state} ${run.reason}`);
    if (alertOf(run.digest) !== null)
      for (const slice of new Set(deliveries.map((one) => one.slice)))
        count(this.#words, `${run.digest} ${slice.replace(/\W.*$/, '').replace(/-[0-9a-f]{16}$/, '')}`);
    for (const { idempotencyKey: key, state, reason } of deliveries) {
      count(this.deliveries, `${state} ${reason}`);
      const came = this.#office.get(key) ?? 0;
      this.#office.delete(key);
      if (came > 1) this.doubled += came - 1;
      const [least, most] = allowed(state, reason);
      if (came < least || came > most)
        this.wrong.push(`${run.digest} ${run.id}: ${state}, ${reason}, and came ${came} times`);
    }
  }
}

/** How often something may have arrived that ended like this. */
function allowed(state: string, reason: string): readonly [number, number] {
  if (state === 'delivered') return reason === 'possible-duplicate' ? [1, 2] : [1, 1];
  // Held for a person, or given up after a doubt: it says so, and came twice at most.
  if (state === 'held' || state === 'unknown') return [0, 2];
  return reason === 'refused' || reason === 'gave-up' || reason === 'quarantined' ? [0, 1] : [0, 0];
}

function count(counts: Record<string, number>, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function collected(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
