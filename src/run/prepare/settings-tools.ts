import type { Channels } from '../../channels/channel.js';
import type { RenderSettings } from '../journal/settings.js';
import type { RenderWorker } from './render-worker.js';

/** What a run is rendered by as it was, whatever the configuration says by now. */
export interface SettingsTools {
  /** The settings of channels in the configuration of today. */
  readonly channels: RenderSettings['channels'];
  /** Opens channels with other settings, and a renderer for them, which is to be closed. */
  open(settings: RenderSettings['channels']): {
    readonly channels: Channels;
    readonly renderWorker: RenderWorker;
  };
}
