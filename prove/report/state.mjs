import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What was done so far, so that an interrupted proof goes on: a line a trial, after a head that names the build, the seed and the extent.
 *
 * @typedef {{ campaign: string, name: string, whole: boolean, seconds: number, doubles: number, held: number }} Done
 * @typedef {{ build: string, seed: number, extent: string }} Head
 */
export class State {
  /** @type {Done[]} */
  done = [];
  #file;

  /** @param {string} output @param {Head} head @param {boolean} fresh */
  constructor(output, head, fresh) {
    mkdirSync(output, { recursive: true });
    this.#file = join(output, 'state.jsonl');
    const [known, ...done] = fresh ? [] : linesOf(this.#file);
    const resumes =
      known?.build === head.build &&
      known.extent === head.extent &&
      (head.seed < 0 || known.seed === head.seed);
    this.resumed = resumes && done.length > 0;
    this.seed = resumes ? known.seed : head.seed < 0 ? Math.floor(Math.random() * 1_000_000) : head.seed;
    if (resumes) this.done = done;
    else {
      rmSync(this.#file, { force: true });
      this.#write({ ...head, seed: this.seed });
    }
  }

  /** @param {object} line */
  #write(line) {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** @param {Done} done */
  add(done) {
    this.done.push(done);
    this.#write(done);
  }

  /** The trials of a campaign that were whole. @param {string} campaign */
  wholeOf(campaign) {
    return new Set(this.done.filter((one) => one.campaign === campaign && one.whole).map(({ name }) => name));
  }

  /** Nothing is left: the next proof begins anew. */
  finish() {
    rmSync(this.#file, { force: true });
  }
}

/** @param {string} file @returns {any[]} */
function linesOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => parsed(line));
}

/** The last line may be half written. @param {string} line */
function parsed(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
