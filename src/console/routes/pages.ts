import type { RouteTable } from '../visit.js';
import type { Desk } from './desk.js';
import { showOverview } from './overview.js';
import { showFile, showMail, showRun } from './run.js';
import { showRuns } from './runs.js';

/** Every page that is read. */
export function pageRoutes(desk: Desk): RouteTable {
  return {
    '/': showOverview(desk),
    '/runs': showRuns(desk),
    '/runs/:id': showRun(desk),
    '/runs/:id/mail': showMail(desk),
    '/runs/:id/files/:name{.+}': showFile(desk),
  };
}
