import { ThreadsPoolWorker } from 'vitest/node';

/** Runs of test files before there is a new thread: each leaves a listener behind. */
const RUNS = 30;

let thread;
let runs = 0;

async function nextThread(options) {
  if (runs % RUNS === 0) {
    await thread?.stop();
    thread = new ThreadsPoolWorker(options);
    await thread.start();
  }
  runs += 1;
}

/** A thread for vitest that stays when vitest stops it. */
function keptThread(options) {
  const listeners = [];
  return {
    name: 'kept-thread',
    start: () => nextThread(options),
    on(event, listener) {
      listeners.push([event, listener]);
      thread.on(event, listener);
    },
    off: (event, listener) => thread.off(event, listener),
    send(message) {
      if (message.type !== 'stop') return thread.send(message);
      const stopped = { type: 'stopped', __vitest_worker_response__: true };
      for (const [event, listener] of listeners) if (event === 'message') listener(stopped);
    },
    stop() {
      for (const [event, listener] of listeners) thread.off(event, listener);
    },
    deserialize: (data) => data,
  };
}

/**
 * Runs the tests of many mutants in one thread, which loads packages once: a thread for each mutant takes two seconds of processor time
 * before the first test, this one a tenth of a second. Files of the project are loaded anew, as vitest does of itself. It is a plug-in because
 * Stryker sets the pool of a configuration.
 */
export const keepThread = {
  name: 'keep-thread',
  configureVitest({ project }) {
    project.config.pool = 'kept-thread';
    project.config.poolRunner = { name: 'kept-thread', createPoolWorker: keptThread };
  },
};
