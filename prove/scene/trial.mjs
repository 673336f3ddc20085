import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { check } from '../checker/check.mjs';
import { dueSlots } from '../checker/due.mjs';
import { expectedOf } from '../checker/expected.mjs';
import { runProgram, startProgram } from '../program/program.mjs';
import { WITNESSES } from './lane.mjs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Longer than a lease and than a send whose outcome is unknown waits. */
const LATER = 11 * MINUTE;
const MAX_LIVES = 8;
/** How many of them may come to no end. */
const MAX_RESTLESS = 2;
/** How long a life may take until it has done what it can. */
const PATIENCE = 90 * SECOND;
const FINAL = ['completed', 'partial', 'failed', 'skipped'];

/**
 * @typedef {import('./lane.mjs').Lane} Lane
 * @typedef {import('./lane.mjs').Faults} Faults
 * @typedef {import('./scenes.mjs').Scene} Scene
 * @typedef {import('../stores/sqlite.mjs').Store} Store
 * @typedef {import('../program/program.mjs').Life} Life
 * @typedef {import('../checker/check.mjs').Verdict} Verdict
 * @typedef {{ main: string, lane: Lane, store: Store, scene: Scene, root: string }} Stage where trials are made: the built program, witnesses, a store
 */

/** One trial: the program in a folder of its own, whose clock the trial moves, and what was done to it. */
export class Trial {
  /** @type {Life[]} */
  lives = [];
  /** The program's time, epoch ms. */
  now = 0;
  #config;
  #looks = 0;
  #known = { looks: -1, due: 0 };

  /** @param {Stage} stage @param {string} name */
  constructor(stage, name) {
    this.stage = stage;
    this.id = `t_${hashOf(Buffer.from(`${stage.lane.name} ${name}`)).slice(0, 12)}`;
    this.folder = join(stage.root, name);
    this.#config = stage.scene.config({
      addresses: stage.lane.addresses,
      store: stage.store.url(this.folder, this.id),
    });
  }

  /** Begins with a store whose schedules were looked at two minutes before the slot. @param {Faults} faults */
  async open(faults = {}) {
    const { lane, scene, store } = this.stage;
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const before = scene.slot - 2 * MINUTE;
    const template = await prepared(this.stage, before);
    await store.begin(this.folder, this.id, template);
    writeFileSync(join(this.folder, 'config.yaml'), stringify(this.#config));
    await lane.open(this.folder, faults);
    this.note({ event: 'looked', program: before });
    this.now = scene.slot + 20 * SECOND;
    return this;
  }

  /** Adds to the history of what was done to the program. @param {{ event: string, program?: number, channel?: string, code?: number | null }} event */
  note(event) {
    if (event.event === 'looked') this.#looks += 1;
    appendFileSync(join(this.folder, 'clock.jsonl'), `${JSON.stringify({ at: Date.now(), ...event })}\n`);
  }

  /** @param {{ env?: Record<string, string>, wrap?: readonly string[], config?: string }} [how] */
  start({ env = {}, wrap = [], config } = {}) {
    const ahead = this.now - Date.now();
    this.note({ event: 'looked', program: this.now });
    const args = ['start', '--log', 'json', ...(config ? ['-c', config] : [])];
    const life = startProgram({
      main: this.stage.main,
      folder: this.folder,
      args,
      wrap,
      env: { ...env, PROVE_AHEAD: String(ahead) },
    });
    this.lives.push(life);
    return life;
  }

  /** Waits until a life has done what it can: all is final, it has ended, or nothing more moves; false when it came to no end. @param {Life} life */
  rest(life) {
    return this.until(() => life.over() || this.#isFinal() || (life.quietFor() > 2 * SECOND && isIdle(life)));
  }

  /** Waits until something holds; false when it never did. @param {() => boolean} holds @param {number} [longest] ms */
  async until(holds, longest = PATIENCE) {
    for (const begun = Date.now(); Date.now() - begun < longest; await pause(10)) if (holds()) return true;
    return false;
  }

  /** How many messages a witness has taken. @param {typeof WITNESSES[number]} witness */
  taken(witness) {
    return historyIn(this.folder, witness).filter(({ event }) => event === 'accepted').length;
  }

  /** Moves the clock of lives that were started with `PROVE_STEP`, and wakes them. @param {readonly Life[]} lives @param {number} by ms, their `PROVE_STEP` */
  async step(lives, by) {
    this.now += by;
    for (const life of lives) life.signal('SIGUSR2');
    await pause(50);
    for (const life of lives) life.signal('SIGHUP');
    this.note({ event: 'looked', program: this.now });
  }

  /** Runs a command as an operator would. @param {readonly string[]} args */
  operate(args) {
    const env = { PROVE_AHEAD: String(this.now - Date.now()) };
    return runProgram({ main: this.stage.main, folder: this.folder, args, env });
  }

  /** Notes that a life was killed, if it was. @param {Life} life */
  async wasKilled(life) {
    if (!life.over()) return false;
    const code = await life.ended;
    if (code !== 0) {
      await this.#settled();
      this.note({ event: 'killed', code });
    }
    return true;
  }

  /** What a killed life had sent may arrive a little later: it is killed when that has. */
  #settled() {
    return this.stage.lane.settle(this.lives.every((life) => life.over()));
  }

  /** @param {Life} life @param {NodeJS.Signals} signal */
  async end(life, signal = 'SIGTERM') {
    if (life.over()) return;
    life.signal(signal);
    await life.ended;
    if (signal === 'SIGKILL') await this.#settled();
    this.note({ event: signal === 'SIGKILL' ? 'killed' : 'stopped' });
  }

  /** Goes on until every run that was due is final, each life of the program later than the one before. */
  async settle() {
    for (let lives = 0, restless = 0; lives < MAX_LIVES && restless < MAX_RESTLESS; lives += 1) {
      const life = this.start();
      if (!(await this.rest(life))) restless += 1;
      const done = this.#isFinal();
      await this.end(life);
      if (done || (await this.runs()).filter(({ state }) => FINAL.includes(state)).length >= this.#due())
        return;
      this.now += LATER;
    }
  }

  /** The runs and checks that became due by now; found once for every look, since that takes a while. */
  #due() {
    const looks = this.#looks;
    if (this.#known.looks !== looks) {
      const evidence = this.#evidence([]);
      const runs = new Set(expectedOf(evidence).map(({ run }) => run));
      const digests = [...runs].filter((run) => !run.startsWith('alert.')).length;
      this.#known = { looks, due: digests + checksOf(evidence) };
    }
    return this.#known.due;
  }

  #isFinal() {
    const lines = this.lives.flatMap((life) => life.lines);
    const states = new Map(
      lines.flatMap(({ run, state, delivery }) => (run && state && !delivery ? [[run, state]] : [])),
    );
    return [...states.values()].filter((state) => FINAL.includes(state)).length >= this.#due();
  }

  /** What `runs --json` prints of digests and alerts. @returns {Promise<import('../checker/check.mjs').RunRecord[]>} */
  async runs() {
    const { main } = this.stage;
    const alerts = Object.keys(this.#config.alerts ?? {});
    const lists = await Promise.all(
      [[], ...alerts.map((alert) => ['--alert', alert])].map(async (which) => {
        const { code, stdout, stderr } = await runProgram({
          main,
          folder: this.folder,
          args: ['runs', '--json', '--limit', '1000', ...which],
        });
        if (code !== 0) throw new Error(`runs ended with ${code}: ${stderr}`);
        return JSON.parse(stdout);
      }),
    );
    return lists.flat();
  }

  /** @param {readonly import('../checker/check.mjs').RunRecord[]} runs @returns {import('../checker/check.mjs').Evidence} */
  #evidence(runs) {
    const { smtp, ...others } = Object.fromEntries(
      WITNESSES.map((kind) => [kind, historyIn(this.folder, kind)]),
    );
    const histories = { ...others, email: smtp ?? [], folder: foldersIn(this.folder) };
    const config = parse(readFileSync(join(this.folder, 'config.yaml'), 'utf8'));
    return { config, histories, clock: historyIn(this.folder, 'clock'), runs };
  }

  /** The verdict; the program is asked for its runs where something needs their word. @returns {Promise<Verdict>} */
  async judge() {
    const strict = check(this.#evidence([]));
    const verdict = strict.violations.length === 0 ? strict : check(this.#evidence(await this.runs()));
    if (verdict.violations.length > 0) {
      writeFileSync(join(this.folder, 'violations.txt'), `${verdict.violations.join('\n')}\n`);
      writeFileSync(
        join(this.folder, 'log.jsonl'),
        this.lives.flatMap(({ lines }) => lines.map((line) => `${JSON.stringify(line)}\n`)).join(''),
      );
      writeFileSync(join(this.folder, 'runs.json'), JSON.stringify(await this.runs(), null, 2));
    }
    return verdict;
  }

  /** Ends whatever runs, and removes what a whole trial leaves. @param {boolean} keep */
  async close(keep) {
    for (const life of this.lives) await this.end(life, 'SIGKILL');
    if (keep) return;
    await this.stage.store.forget(this.folder, this.id);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How many checks of alerts became due. @param {import('../checker/check.mjs').Evidence} evidence */
function checksOf({ config: { alerts = {}, timezone }, clock }) {
  const looks = clock.flatMap(({ program = [] }) => program);
  const checks = Object.values(alerts).flatMap((/** @type {{ check: string }} */ { check: schedule }) =>
    dueSlots({ schedule, zone: timezone }, Math.min(...looks), Math.max(...looks)),
  );
  return checks.length;
}

/** Whether no run is under way that it began. @param {Life} life */
function isIdle({ lines }) {
  if (!lines.some(({ message }) => /has started with/.test(message ?? ''))) return false;
  const open = new Set();
  for (const { message = '', run } of lines) {
    if (/: run \w+ begins, /.test(message)) open.add(run);
    else if (run && / run \w+ (completed|partial|failed|skipped|retrying|queued), /.test(message))
      open.delete(run);
  }
  return open.size === 0;
}

/** @param {string} folder @param {string} name @returns {any[]} */
function historyIn(folder, name) {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What stands in the folder of exports, as a history. @param {string} folder @returns {any[]} */
function foldersIn(folder) {
  const root = join(folder, 'exports');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'index.json')
    .map((entry) => {
      const place = entry.parentPath;
      const index = readFileSync(join(place, entry.name));
      const whole = JSON.parse(index.toString()).files.every(
        (/** @type {{ name: string, sha256: string }} */ { name, sha256 }) =>
          existsSync(join(place, name)) && hashOf(readFileSync(join(place, name))) === sha256,
      );
      const key = `${place.slice(root.length + 1)}/${whole ? 'index.json' : 'damaged'}`;
      return { at: 0, event: 'accepted', reader: './exports', key, id: key, hash: hashOf(index) };
    });
}

const hashOf = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** @type {Map<string, Promise<string>>} */
const templates = new Map();

/** The store that trials of a stage begin with: its schedules were looked at, and nothing was due. @param {Stage} stage @param {number} at @returns {Promise<string>} */
function prepared(stage, at) {
  const { lane, scene, store, main, root } = stage;
  const name = `${lane.name}-${scene.name}-${store.kind}`;
  const key = `${root} ${main} ${name}`;
  const known = templates.get(key) ?? prepare();
  templates.set(key, known);
  return known;
  async function prepare() {
    const folder = join(root, `template-${name}`);
    const id = `template_${hashOf(Buffer.from(name)).slice(0, 12)}`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await store.forget(folder, id);
    await store.begin(folder, id, '');
    await lane.open(folder, {});
    writeFileSync(
      join(folder, 'config.yaml'),
      stringify(scene.config({ addresses: lane.addresses, store: store.url(folder, id) })),
    );
    const life = startProgram({
      main,
      folder,
      args: ['start', '--log', 'json'],
      env: { PROVE_AHEAD: String(at - Date.now()) },
    });
    const begun = Date.now();
    while (
      !life.over() &&
      Date.now() - begun < PATIENCE &&
      !life.lines.some(({ message }) => /has started with/.test(message ?? ''))
    )
      await pause(20);
    if (life.over())
      throw new Error(
        `The program did not start: ${life.lines.map(({ message, msg }) => message ?? msg).join('\n')}`,
      );
    life.signal('SIGTERM');
    await life.ended;
    await store.keep(folder, id);
    return id;
  }
}
