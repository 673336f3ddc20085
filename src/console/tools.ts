import type { Config } from '../config/config.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Clock } from '../lib/time/clock.js';
import type { Monitored } from '../server/monitoring.js';
import type { Operator } from './operator.js';

/** What the console shows and works with. */
export interface ConsoleTools {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly version: string;
  readonly service: Monitored;
  readonly operator: Operator;
  /** The configuration in use. */
  config(): Config;
}
