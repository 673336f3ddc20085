import type { AlertStatus } from '../alerts/status.js';
import { alertNamed } from '../configuration.js';
import { formatOptions } from '../render/registry.js';
import { type EpisodeStory, episodeStory } from '../run/commands/alerts/episode.js';
import type { Replayed } from '../run/commands/alerts/replay.js';
import { alertStatuses } from '../run/commands/alerts/statuses.js';
import type { RunWatch } from '../run/prepare/figures.js';
import type { AppCore } from './core.js';

export interface AlertCommands {
  /** How all alerts stand. */
  alerts(): Promise<readonly AlertStatus[]>;
  /** What an alert, or each of them, would have told in the past; throws a UserError for an unknown one. */
  replay(
    alert: string | null,
    request: { readonly days: number; readonly pictures: boolean },
    watch: RunWatch,
  ): Promise<readonly Replayed[]>;
  /** Snoozes an alert until then (epoch ms), or with null no longer. Whether it was snoozed before. */
  snooze(alert: string, until: number | null, by: string): Promise<boolean>;
  /** An episode and the runs that told of it; throws a UserError when it is not there. */
  episode(id: string): Promise<EpisodeStory>;
}

export function alertCommands({ config, parts, self: { clock }, ledger }: AppCore): AlertCommands {
  return {
    alerts: async () => alertStatuses(config, await ledger(), clock.now()),
    async replay(name, { days, pictures }, watch) {
      const wanted = name === null ? [...config.alerts.values()] : [alertNamed(config, name)];
      const { replayAlert } = await import('../run/commands/alerts/replay.js');
      const request = { days, pictures: pictures ? pictureFormat() : null };
      return Promise.all(
        wanted.map((alert) => replayAlert({ ...parts.tools, clock }, alert, request, watch)),
      );
    },
    async snooze(name, until, by) {
      const opened = await ledger();
      const status = (await alertStatuses(config, opened, clock.now())).find(
        ({ alert }) => alert === alertNamed(config, name),
      );
      await opened.alerts.snooze(name, { until, by }, clock.now());
      return status?.state === 'snoozed';
    },
    episode: async (id) => episodeStory(await ledger(), id),
  };
}

const pictureFormat = () => ({ kind: 'png', options: formatOptions.png?.parse({}) });
