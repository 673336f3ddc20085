// The program of a thread that renders nothing, and says for which channels it was asked to.

import { UserError } from '../../src/lib/errors.js';
import { serveWorker } from '../../src/lib/thread/serve-worker.js';

serveWorker(() => async ({ other }) => {
  const channels = other && `${other.config.channels.map(([kind]) => kind)}, samples: ${other.samples}`;
  throw new UserError('named', `asked on the thread for ${channels ?? 'its own channels'}`);
});
