import { alertOf } from '../../alerts/check-name.js';
import { threadRunOf } from '../../alerts/message/tell.js';
import type { Earlier } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { History } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { mayHaveArrived } from '../../ledger/model/states.js';
import { isSameReader } from '../../ledger/steps/editions.js';
import { withMessage } from './slices.js';

/** The messages that one stands under: earlier editions of it, or the first word about an alert. Its parts that the reader has or may have. */
export async function followedBy(
  delivery: Delivery,
  { digest, ofKind, history }: Around,
): Promise<readonly Earlier[]> {
  const run = alertOf(digest.id) === null ? null : threadRunOf(delivery.slice);
  if (run === null)
    return earlierOf(ofKind.filter((one) => isSameReader(one, delivery) && one.edition < delivery.edition));
  const first = { ...delivery, slice: withMessage(delivery.slice, 'firing') };
  const told = (await history.run(run))?.deliveries ?? [];
  return earlierOf(told.filter((one) => isSameReader(one, first)));
}

/** Deliveries of the same run and kind, and where earlier runs are found. */
interface Around {
  readonly digest: Pick<DigestConfig, 'id'>;
  readonly ofKind: readonly Delivery[];
  readonly history: Pick<History, 'run'>;
}

const earlierOf = (deliveries: readonly Delivery[]): Earlier[] =>
  deliveries
    .filter(mayHaveArrived)
    .map(({ part, idempotencyKey, providerRef }) => ({ part, idempotencyKey, providerRef }));
