import cron from 'node-cron';

export interface Ticker {
  stop(): Promise<void>;
}

/** Calls `tick` at the beginning of every minute, in UTC, where no clock change skips or repeats one; never while it still works. */
export function startTicker(tick: () => Promise<void>): Ticker {
  const task = cron.schedule('* * * * *', tick, { timezone: 'Etc/UTC', noOverlap: true, logger: mute });
  return { stop: async () => void (await task.destroy()) };
}

const mute = { info() {}, warn() {}, error() {}, debug() {} };
