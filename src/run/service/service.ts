import type { Channels } from '../../channels/channel.js';
import { WEEKS_KEPT_FOR } from '../../chatbot/kept-weeks.js';
import type { Config } from '../../config/config.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { SERVICE_LEASE } from '../../ledger/model/service-lease.js';
import { messageOf } from '../../lib/errors.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Queue, StartQueue } from '../../queue/queue.js';
import { startTicker } from '../../queue/ticker.js';
import type { Observe } from '../events/event.js';
import type { Job } from '../journal/journal.js';
import { LEASE } from '../journal/limits.js';
import { watchPauses } from '../schedule/pause-changes.js';
import { leaveUnscheduled, tick } from '../schedule/tick.js';
import { execute } from '../work/execute.js';
import { type Parts, PartsInUse } from './parts-in-use.js';
import { reportTrouble, type Trouble } from './trouble.js';

export interface ServiceTools {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: () => number;
  /** Names this process in leases. */
  readonly owner: string;
  /** Of the program. */
  readonly version: string;
  readonly observe: Observe;
  readonly startQueue: StartQueue;
  /** `host:file` of the configuration, for notices. */
  readonly place: string;
  /** Describes what a new configuration changes. */
  changes(before: Config, after: Config): readonly string[];
}

export interface Service<P extends Parts = Parts> {
  /** The configuration in use. */
  config(): Config;
  /** Its channels. */
  channels(): Channels;
  /** Reloads the configuration; when it cannot be loaded, the current one stays. */
  reload(load: () => Promise<P>): Promise<void>;
  /** Works with what the configuration in use gives, and keeps it open meanwhile. */
  during<Result>(work: (parts: P) => Promise<Result>): Promise<Result>;
  /** Brings runs that a person asked for to whichever process works on them next. Never rejects. */
  announce(runs: readonly WaitingRun[]): Promise<void>;
  /** Claims nothing more and finishes or hands back running work within 25 seconds. Idempotent. */
  stop(): Promise<void>;
}

export type WaitingRun = Pick<Run, 'id' | 'fence' | 'notBefore'>;

/** Sends in progress get `GRACE`; this is for the rest of stopping. */
const MAX_STOP = 24_000;
const PRUNING = 60 * 60_000;
/** How long checks of alerts that found nothing to say are kept: they are many. */
const QUIET_CHECKS_KEPT_FOR = 7 * 24 * 60 * 60_000;
/** The service lease is renewed every minute; a killed service counts as gone after this. */
const PRESENCE = 150_000;

/** Queues digests as they become due and works on them, `concurrency` at a time, until it is stopped. */
export async function startService<P extends Parts>(first: P, tools: ServiceTools): Promise<Service<P>> {
  const service = new RunningService(first, tools);
  await service.start();
  return service;
}

class RunningService<P extends Parts> implements Service<P> {
  readonly #tools: ServiceTools;
  readonly #stop = new AbortController();
  readonly #queue: Queue;
  readonly #trouble: Trouble;
  readonly #inUse: PartsInUse<P>;
  /** The parts whose digests without a schedule were recorded. */
  #noted: Parts | null = null;
  readonly #lookAtPauses: () => Promise<void>;
  #ticker: ReturnType<typeof startTicker> | null = null;
  #ticking: Promise<void> = Promise.resolve();
  #reloading: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | null = null;
  #prunedAt = 0;
  readonly #lease: string;

  constructor(parts: P, tools: ServiceTools) {
    this.#trouble = reportTrouble(tools.observe);
    this.#tools = { ...tools, observe: this.#trouble.observe };
    this.#inUse = new PartsInUse(parts);
    this.#lookAtPauses = watchPauses(this.#tools);
    this.#lease = `${SERVICE_LEASE}${tools.owner}`;
    this.#queue = tools.startQueue<Job>({
      concurrency: () => this.#inUse.latest.config.concurrency,
      claim: (run) => this.#claim(run),
      work: (job) => this.#work(job),
      trouble: (error) => this.#trouble.tell('the queue', error),
    });
  }

  async start(): Promise<void> {
    await this.#keepReload(null);
    await this.#tick();
    this.#ticker = startTicker(() => this.#tick());
  }

  config(): Config {
    return this.#inUse.latest.config;
  }

  channels(): Channels {
    return this.#inUse.latest.tools.channels;
  }

  during<Result>(work: (parts: P) => Promise<Result>): Promise<Result> {
    return this.#inUse.during(work);
  }

  async announce(runs: readonly WaitingRun[]): Promise<void> {
    await this.#announce(runs);
    this.#queue.wake();
  }

  reload(load: () => Promise<P>): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reloadOnce(load));
    return this.#reloading;
  }

  async #reloadOnce(load: () => Promise<P>): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { observe, changes } = this.#tools;
    try {
      const parts = await load();
      // What was due until now was due by the old schedule.
      await this.#tick();
      const before = this.config();
      await this.#inUse.replace(parts);
      await this.#keepReload(null);
      const changed = changes(before, parts.config);
      observe({ kind: 'reloaded', at: this.#tools.clock.now(), problem: null, changes: changed });
      await this.#tick();
    } catch (error) {
      const problem = messageOf(error);
      await this.#keepReload(problem);
      observe({ kind: 'reloaded', at: this.#tools.clock.now(), problem, changes: [] });
    }
  }

  async #keepReload(problem: string | null): Promise<void> {
    const { ledger, clock, place } = this.#tools;
    await this.#trouble.guarded('what became of the configuration', () =>
      ledger.reloads.keep(place, problem, clock.now()),
    );
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    this.#stop.abort(new Error('The service was stopped.'));
    const done = new AbortController();
    const finished = Promise.all([this.#ticker?.stop(), this.#ticking, this.#queue.stop()]);
    const left = finished.then(() => this.#leave());
    await Promise.race([left, this.#tools.clock.sleep(MAX_STOP, done.signal).catch(() => {})]);
    done.abort();
    await this.#inUse.closeIfIdle();
  }

  async #leave(): Promise<void> {
    const { ledger, owner } = this.#tools;
    await this.#trouble.guarded('the end of the service', () => ledger.leases.release(this.#lease, owner));
  }

  /** One at a time: a reload may coincide with a tick. */
  #tick(): Promise<void> {
    this.#ticking = this.#ticking.then(() => this.#tickOnce());
    return this.#ticking;
  }

  async #tickOnce(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { ledger, clock, owner, version, observe } = this.#tools;
    const parts = this.#inUse.latest;
    const { config } = parts;
    await this.#trouble.guarded('the minute’s look at the schedules', async () => {
      const now = clock.now();
      await ledger.leases.take(this.#lease, { owner, version, until: now + PRESENCE }, now);
      observe({ kind: 'store', fault: null });
      const tools = { ...this.#tools, digests: parts.tools.digests };
      if (this.#noted !== parts) await leaveUnscheduled(tools);
      this.#noted = parts;
      await this.#lookAtPauses();
      await this.#announce(await tick(tools));
      await this.#prune(config.retention);
    });
    this.#queue.wake();
  }

  async #prune(retention: number): Promise<void> {
    const { ledger, clock, owner } = this.#tools;
    const now = clock.now();
    if (now - this.#prunedAt < PRUNING) return;
    this.#prunedAt = now;
    if (await ledger.leases.take('prune', { owner, until: now + PRUNING }, now))
      await ledger.prune(
        {
          runs: now - retention,
          quietChecks: now - QUIET_CHECKS_KEPT_FOR,
          weeks: now - WEEKS_KEPT_FOR,
        },
        now,
      );
  }

  #announce(runs: readonly WaitingRun[]): Promise<void> {
    const now = this.#tools.clock.now();
    return this.#queue.announce(
      runs.map(({ id, fence, notBefore }) => ({ run: id, fence, delay: notBefore - now })),
    );
  }

  async #claim(run?: string): Promise<Job | null> {
    const { ledger, clock, owner, observe } = this.#tools;
    if (this.#stop.signal.aborted) return null;
    const claim = await this.#trouble.guarded('the claim of a run', () => {
      const now = clock.now();
      return ledger.runs.claim({ owner, until: now + LEASE }, now, run);
    });
    if (!claim) return null;
    observe({ kind: 'store', fault: null });
    if (claim.kind === 'claimed') return claim;
    observe({ kind: 'quarantined', run: claim.run });
    return run === undefined ? this.#claim() : null;
  }

  #work(job: Job): Promise<void> {
    return this.#inUse.during(async ({ tools }) => {
      await this.#trouble.guarded(`the run ${job.run.id}`, async () => {
        const all = { ...tools, ...this.#tools, patience: Number.POSITIVE_INFINITY };
        const { outcome } = await execute(all, job, { signal: this.#stop.signal });
        if (outcome?.state === 'retrying' || outcome?.state === 'queued')
          await this.#announce([{ ...job.lease, id: job.run.id, notBefore: outcome.notBefore ?? 0 }]);
      });
    });
  }
}
