import type { AlertStory } from '../../alerts/message/story.js';
import type { AlertStatus } from '../../alerts/status.js';
import { composeAlert } from '../../digest/alert/compose.js';
import type { Ledger } from '../../ledger/ledger.js';
import { localTime } from '../../lib/time/zone.js';

/** What each firing alert found, as its message says it, by its id. */
export async function foundBy(
  alerts: readonly AlertStatus[],
  ledger: Pick<Ledger, 'alerts'>,
): Promise<ReadonlyMap<string, string>> {
  const firing = alerts.filter(({ state }) => state === 'firing');
  if (firing.length === 0) return new Map();
  const open = await ledger.alerts.episodes({ open: true });
  return new Map(
    firing.map(({ alert, checkedAt, series }) => {
      const at = checkedAt ?? 0;
      const items = open
        .filter((episode) => episode.alert === alert.id && episode.closedAt === null)
        .toSorted((one, other) => other.reading.weight - one.reading.weight)
        .map((episode): AlertStory['items'][number] => {
          const bot = alert.bots.find(({ id }) => id === episode.bot);
          const now = series.find((one) => one.episode === episode.id);
          return {
            episode,
            bot: bot ? { id: bot.id, name: bot.name, storyId: bot.storyId } : null,
            reading: now?.reading ?? episode.reading,
            chart: null,
          };
        });
      if (items.length === 0) return [alert.id, ''] as const;
      const { day } = localTime(alert.timezone, at);
      const story: AlertStory = {
        ...{ version: 1, alert: alert.id, event: 'reminder', at, day, items },
        ...{ budget: alert.budget, page: null },
      };
      return [alert.id, composeAlert(story, { ...alert, locale: 'en-GB' }).alert?.text ?? ''] as const;
    }),
  );
}
