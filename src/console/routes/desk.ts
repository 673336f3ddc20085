import type { EightWeeks } from '../../run/alerts/eight-weeks.js';
import type { Replayed } from '../../run/commands/alerts/replay.js';
import type { Preview } from '../../run/commands/preview.js';
import type { RunPreview } from '../../run/commands/preview-run.js';
import { createTasks, type Tasks } from '../tasks.js';
import type { ConsoleTools } from '../tools.js';

/** What routes work with: the tools, and what was made lately. */
export interface Desk extends ConsoleTools {
  readonly previews: Tasks<Preview>;
  readonly remade: Tasks<RunPreview>;
  readonly replays: Tasks<Replayed>;
  readonly pictures: Tasks<readonly EightWeeks[]>;
}

/** Files of a digest are some MB: a few are kept. */
const MAX_FILES = 4;
const MAX_REPLAYS = 20;
const MAX_PICTURES = 200;

export function createDesk(tools: ConsoleTools): Desk {
  const now = () => tools.clock.now();
  return {
    ...tools,
    previews: createTasks<Preview>(MAX_FILES, now),
    remade: createTasks<RunPreview>(MAX_FILES, now),
    replays: createTasks<Replayed>(MAX_REPLAYS, now),
    pictures: createTasks<readonly EightWeeks[]>(MAX_PICTURES, now),
  };
}
