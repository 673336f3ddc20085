import type { RouteTable } from '../visit.js';
import { showAlert, showAlerts } from './alerts.js';
import { showComparison } from './compare.js';
import type { Desk } from './desk.js';
import { showDigest, showPreview, showPreviewFile } from './digests.js';
import { showOverview } from './overview.js';
import { showFile, showMail, showRun, showRunSettings } from './run.js';
import { showRuns } from './runs.js';
import { showCalendar, showConfiguration } from './settings.js';

/** Every page that is read. */
export function pageRoutes(desk: Desk): RouteTable {
  return {
    '/': showOverview(desk),
    '/digests/:id': showDigest(desk),
    '/digests/:id/preview': showPreview(desk),
    '/digests/:id/preview/:name{.+}': showPreviewFile(desk),
    '/runs': showRuns(desk),
    '/runs/:id': showRun(desk),
    '/runs/:id/compare': showComparison(desk),
    '/runs/:id/config': showRunSettings(desk),
    '/runs/:id/mail': showMail(desk),
    '/runs/:id/files/:name{.+}': showFile(desk),
    '/alerts': showAlerts(desk),
    '/alerts/:id': showAlert(desk),
    '/calendar': showCalendar(desk),
    '/config': showConfiguration(desk),
  };
}
