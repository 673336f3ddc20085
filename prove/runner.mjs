import { join } from 'node:path';
import { openLane } from './scene/lane.mjs';
import { Trial } from './scene/trial.mjs';
import { postgresStore } from './stores/postgres.mjs';
import { sqliteStore } from './stores/sqlite.mjs';

/**
 * @typedef {import('./campaigns/case.mjs').Case} Case
 * @typedef {import('./campaigns/case.mjs').StoreKind} StoreKind
 * @typedef {import('./scene/lane.mjs').Lane} Lane
 * @typedef {{ name: string, seconds: number, violations: readonly string[], folder: string, expected: number, doubles: number, held: number }} Result
 */

/** Makes trials, one in each lane at a time. */
export class Runner {
  /** @type {Lane[]} */
  #lanes = [];
  /** @type {Map<StoreKind, Promise<import('./stores/sqlite.mjs').Store>>} */
  #stores = new Map();
  #main;
  #root;

  /** @param {{ main: string, root: string }} where the built program, and the folder of all trials */
  constructor({ main, root }) {
    this.#main = main;
    this.#root = root;
  }

  /** @param {number} lanes */
  async open(lanes) {
    this.#lanes = await Promise.all(
      Array.from({ length: lanes }, (_, index) => openLane(String.fromCharCode(97 + index))),
    );
    return this;
  }

  /** @param {StoreKind} kind */
  #store(kind) {
    const store =
      this.#stores.get(kind) ??
      (kind === 'sqlite' ? Promise.resolve(sqliteStore(join(this.#root, 'templates'))) : postgresStore());
    this.#stores.set(kind, store);
    return store;
  }

  /** @template T @param {Omit<Case, 'play'>} one @param {(trial: Trial) => Promise<T>} look @param {Lane | undefined} [lane] @returns {Promise<T>} */
  async whole(one, look, lane = this.#lanes[0]) {
    const trial = await this.#trial(one, lane);
    try {
      return await look(trial);
    } finally {
      await trial.close(false);
    }
  }

  /** @param {Omit<Case, 'play'>} one @param {Lane | undefined} lane */
  async #trial({ name, scene, store, faults = {} }, lane) {
    if (!lane) throw new Error('The runner is not open');
    const stage = { main: this.#main, lane, store: await this.#store(store), scene, root: this.#root };
    return new Trial(stage, name.replace(/[^\w.-]+/g, '-')).open(faults);
  }

  /** Makes the trials of cases, as many at a time as there are lanes, and tells of each; stops when `enough` says so. @param {readonly Case[]} cases @param {(result: Result) => void} tell @param {() => boolean} [enough] */
  async run(cases, tell, enough = () => false) {
    const left = cases.filter(({ alone }) => !alone);
    await Promise.all(
      this.#lanes.map(async (lane) => {
        for (let one = left.shift(); one && !enough(); one = left.shift())
          tell(await this.#result(one, lane));
      }),
    );
    const [lane] = this.#lanes;
    for (const one of cases.filter(({ alone }) => alone))
      if (lane && !enough()) tell(await this.#result(one, lane));
  }

  /** @param {Case} one @param {Lane} lane @returns {Promise<Result>} */
  async #result(one, lane) {
    const begun = performance.now();
    const trial = await this.#trial(one, lane);
    let failed = true;
    try {
      await one.play(trial);
      await trial.settle();
      const { violations, expected, doubles, held } = await trial.judge();
      failed = violations.length > 0;
      return {
        name: one.name,
        seconds: (performance.now() - begun) / 1_000,
        violations,
        folder: trial.folder,
        expected,
        doubles,
        held,
      };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return {
        name: one.name,
        seconds: 0,
        violations: [`The trial broke off: ${said}`],
        folder: trial.folder,
        expected: 0,
        doubles: 0,
        held: 0,
      };
    } finally {
      await trial.close(failed);
    }
  }

  async close() {
    for (const lane of this.#lanes) lane.close();
    for (const store of this.#stores.values()) await (await store).close();
  }
}
