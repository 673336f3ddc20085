import { alerts } from './alerts.mjs';
import { browser } from './browser.mjs';
import { pages } from './console.mjs';
import { destinations } from './destinations.mjs';
import { digest } from './digest.mjs';
import { floor } from './floor.mjs';
import { instant } from './instant.mjs';
import { ledger } from './ledger.mjs';
import { scaling } from './scaling.mjs';
import { startup } from './startup.mjs';
import { threads } from './threads.mjs';
import { workbook } from './workbook.mjs';
import { year } from './year.mjs';

/** All cases, in the order of the table. */
export const cases = [
  digest,
  browser,
  instant,
  workbook,
  startup,
  year,
  ledger,
  floor,
  alerts,
  destinations,
  pages,
  threads,
  scaling,
];
