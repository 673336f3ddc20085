import { stringify } from 'yaml';
import type { AlertConfig, Config } from '../../../src/config/config.js';
import { parseConfig } from '../../../src/config/load.js';
import { context } from './plugins.js';

/** A configuration of three bots, one of which counts the widget only, with these alerts and other keys. */
export const readAlerts = (alerts: object, keys: object = {}, file = 'config.yaml'): Promise<Config> =>
  parseConfig(
    stringify({
      chatbot: { token: 'x' },
      bots: {
        support: { storyId: '5b07ff77c2376e30306d9b12' },
        sales: { storyId: '5b07ffafc2376e30306d9b16' },
        shop: { storyId: '5b07ffafc2376e30306d9b17', sources: ['widget'] },
      },
      digests: { weekly: { bots: ['support'] } },
      alerts,
      ...keys,
    }),
    file,
    context,
  );

/** One alert, as it is resolved. */
export async function readAlert(alert: object, keys: object = {}): Promise<AlertConfig> {
  const { alerts } = await readAlerts({ outage: alert }, keys);
  const [resolved] = alerts.values();
  if (!resolved) throw new Error('There is no alert.');
  return resolved;
}
