import type { RouteTable } from '../visit.js';
import type { Desk } from './desk.js';
import { showOverview } from './overview.js';

/** Every page that is read. */
export function pageRoutes(desk: Desk): RouteTable {
  return { '/': showOverview(desk) };
}
