/**
 * The import map. Rooms stand from the ground up: a room may import the rooms that its row names, all of them above it in this table, and
 * its own subfolders import only the subfolders named before them, and a folder and its subfolders each other. A folder of `src` that has no place here fails `npm run check`.
 */
export const ROOMS = [
  ['lib', 'text async system time cron net thread', ''],
  ['vocabulary', '', ''],
  ['baseline', 'fit', 'lib'],
  ['http', '', 'lib'],
  ['config', 'read values files schema rules templates resolve', 'lib vocabulary'],
  ['chart', '', 'lib'],
  ['schedule', '', 'lib config'],
  ['chatbot', 'client plan read', 'lib vocabulary http config schedule'],
  ['sandbox', 'protocol model reports faults http', 'lib vocabulary chatbot'],
  [
    'digest',
    'language/messages language figures interactions missing sections callouts tables',
    'lib vocabulary baseline config schedule chatbot',
  ],
  ['ledger', 'model store rows steps', 'lib config schedule chatbot'],
  ['queue', '', 'lib'],
  [
    'render',
    'fonts png pdf/canvas pdf/page pdf/text pdf/document pdf/parts pdf xlsx/grid xlsx/package xlsx/charts xlsx/sheets xlsx',
    'lib vocabulary config chart digest',
  ],
  [
    'channels',
    'email/body email slack/api slack/body slack folder webhook',
    'lib http config chart digest render',
  ],
  [
    'run',
    'events journal schedule readers prepare send redeliver work commands service',
    'lib vocabulary config schedule chatbot digest ledger queue render channels',
  ],
  ['notify', '', 'lib config ledger render channels run'],
  ['server', '', 'lib http config schedule ledger run notify'],
  ['root', '', 'lib http config schedule chatbot digest ledger queue render channels run notify server'],
  [
    'cli',
    'terminal digests records setup',
    'lib vocabulary config schedule digest ledger render channels run sandbox root',
  ],
  ['main', '', 'lib cli'],
];

/** Files directly in `src` are the composition root, but for the entry. */
export const ENTRY = 'src/main.ts';

/** Most files directly in one folder. */
export const MAX_FILES = 14;

/** Folders whose files do the same for different kinds: equal file names there may export equal names. */
export const SIBLINGS = /^src\/channels\/[^/]+\//;
