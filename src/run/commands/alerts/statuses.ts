import { type AlertStatus, statusOf } from '../../../alerts/status.js';
import type { AlertConfig, Config } from '../../../config/config.js';
import type { Ledger } from '../../../ledger/ledger.js';

/** How all alerts of a configuration stand, in the order of the file. */
export async function alertStatuses(
  { alerts }: Pick<Config, 'alerts'>,
  ledger: Pick<Ledger, 'alerts'>,
  now: number,
): Promise<readonly AlertStatus[]> {
  if (alerts.size === 0) return [];
  const checks = new Map((await ledger.alerts.checks()).map((check) => [check.alert, check]));
  const snoozes = new Map((await ledger.alerts.snoozes()).map(({ alert, until }) => [alert, until]));
  return [...alerts.values()].map((alert: AlertConfig) => {
    const check = checks.get(alert.id);
    const stored = {
      checkedAt: check?.at ?? null,
      series: check?.series ?? [],
      snoozedUntil: snoozes.get(alert.id) ?? null,
    };
    return statusOf(alert, stored, now);
  });
}
