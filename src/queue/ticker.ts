import cron from 'node-cron';

export interface Ticker {
  stop(): Promise<void>;
}

/** Calls `tick` at the start of every minute, in UTC so that no clock change skips or repeats one; never overlapping. */
export function startTicker(tick: () => Promise<void>): Ticker {
  const task = cron.schedule('* * * * *', tick, { timezone: 'Etc/UTC', noOverlap: true, logger: mute });
  return { stop: async () => void (await task.destroy()) };
}

const mute = { info() {}, warn() {}, error() {}, debug() {} };
