import type { DigestConfig } from '../../config/config.js';
import type { Run } from '../../ledger/model/run.js';
import { testOf } from '../../schedule/test-name.js';

/** The digest that a run is of, also a test of it; undefined when the configuration has none. */
export const digestOfRun = (
  digests: ReadonlyMap<string, DigestConfig>,
  { digest }: Pick<Run, 'digest'>,
): DigestConfig | undefined => digests.get(testOf(digest) ?? digest);
