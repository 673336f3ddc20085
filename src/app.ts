import { type AlertCommands, alertCommands } from './app/alerts.js';
import { createCore } from './app/core.js';
import { type PreviewCommands, previewCommands } from './app/previews.js';
import { type RecordCommands, recordCommands } from './app/records.js';
import { type RequestCommands, requestCommands } from './app/requests.js';
import { type ScheduleCommands, scheduleCommands } from './app/schedules.js';
import { type ServiceCommands, serviceCommands } from './app/service.js';
import { type SetupCommands, setupCommands } from './app/setup.js';
import { type StoreCommands, storeCommands } from './app/store.js';
import type { Config } from './config/config.js';
import { type AppContext, openConfig } from './configuration.js';
import { tuneHeap } from './lib/system/heap.js';

export type { RunningApp } from './app/service.js';

/** The parts of botdigest put together for one configuration: a group of commands a file of `app/`. */
export interface App
  extends RequestCommands,
    PreviewCommands,
    ScheduleCommands,
    RecordCommands,
    AlertCommands,
    StoreCommands,
    SetupCommands,
    ServiceCommands {
  readonly config: Config;
  /** Closes what is open; may be called twice. */
  stop(): Promise<void>;
}

/** Loads a configuration and puts the parts together; throws a ConfigError with everything that is wrong. */
export async function openApp(file: string, context: AppContext): Promise<App> {
  return createApp(await openConfig(file, context), context);
}

export function createApp(config: Config, context: AppContext): App {
  tuneHeap('command');
  const core = createCore(config, context);
  return {
    config,
    ...requestCommands(core),
    ...previewCommands(core),
    ...scheduleCommands(core),
    ...recordCommands(core),
    ...alertCommands(core),
    ...storeCommands(core),
    ...setupCommands(core),
    ...serviceCommands(core),
    stop: () => core.close(),
  };
}
