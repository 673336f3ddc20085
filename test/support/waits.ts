import type { Delivery } from '../../src/ledger/model/delivery.js';

const MINUTE = 60_000;
/** A wait begins with the answer; its row is stored a little later. */
const STORING = 5_000;

/** How long a delivery waits for its next try, in whole minutes; null when it does not. */
export const minutesOfWait = ({ notBefore, finishedAt }: Delivery): number | null =>
  notBefore === null ? null : Math.floor((notBefore - (finishedAt ?? 0) + STORING) / MINUTE);
