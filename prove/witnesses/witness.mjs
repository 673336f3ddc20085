import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * What every witness shares: the history that it appends to, and the faults that it is told to make. A witness is a process of its own; its parent
 * sends `{ do: 'open', history, faults }` for every trial, `{ do: 'faults', faults }` for other faults from now on, and `{ do: 'settle' }` to be told when
 * all that has come is in the history.
 *
 * A fault is `{ at, nth, do, … }`: at the nth time of a stage (counted from the opening; every time without `nth`) do
 * - `silence`: take the message and never answer
 * - `cut`: take the message and close the connection
 * - `drop`: close the connection before anything is taken
 * - `slow`: answer after `ms`
 * - `refuse`: answer `code`, and take nothing
 *
 * @typedef {{ at: string, nth?: number, do: 'silence' | 'cut' | 'drop' | 'slow' | 'refuse', code?: number, ms?: number }} Fault
 */

/** Of the history in use, or null before the first is opened. @type {number | null} */
let file = null;
/** @type {readonly Fault[]} */
let faults = [];
/** @type {Map<string, number>} */
let counts = new Map();
/** @type {(() => void)[]} */
const openings = [];
/** Work on what has come. @type {Set<Promise<unknown>>} */
const working = new Set();

/** Serves the parent; `ready` is sent once the program listens. @param {object} ready */
export function serveParent(ready) {
  process.on('message', async (/** @type {any} */ message) => {
    if (message.do === 'open') open(message);
    if (message.do === 'faults') faults = message.faults;
    // What the kernel has is read in the turns between.
    for (let quiet = 0; message.do === 'settle' && quiet < 3; quiet = working.size === 0 ? quiet + 1 : 0) {
      await Promise.all(working);
      await pause(5);
    }
    process.send?.({ done: message.do });
  });
  // Without its parent nobody reads the history.
  process.on('disconnect', () => process.exit());
  process.send?.(ready);
}

/** @param {{ history: string, faults: readonly Fault[] }} trial */
function open(trial) {
  if (file !== null) closeSync(file);
  file = openSync(trial.history, 'a');
  faults = trial.faults;
  counts = new Map();
  for (const begin of openings) begin();
}

/** Calls `begin` whenever a trial begins. @param {() => void} begin */
export const onOpen = (begin) => void openings.push(begin);

/** Work that a witness is told to have done before it has settled. @param {Promise<unknown>} work */
export function follow(work) {
  working.add(work);
  void work.finally(() => working.delete(work));
}

/** Appends to the history before anything is answered. @param {object} event */
export function write(event) {
  if (file === null) return;
  writeSync(file, `${JSON.stringify({ at: Date.now(), ...event })}\n`);
}

/** The fault to make at this stage, or null. @param {string} stage @returns {Fault | null} */
export function faultAt(stage) {
  const count = (counts.get(stage) ?? 0) + 1;
  counts.set(stage, count);
  const fault = faults.find(({ at, nth = count }) => at === stage && nth === count) ?? null;
  if (fault) write({ event: fault.do === 'drop' ? 'dropped' : 'fault', stage, ...fault });
  return fault;
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
