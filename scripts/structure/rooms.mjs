/**
 * The import map, lowest layer first. A room may import the rooms in its row, all of which are above it in the table. A subfolder may import
 * the subfolders named before it; a folder and its subfolders may import each other. A folder of `src` that is not listed fails `npm run check`.
 */
export const ROOMS = [
  ['lib', 'text async system time cron net thread', ''],
  ['vocabulary', '', ''],
  ['baseline', 'fit', 'lib'],
  ['http', '', 'lib'],
  ['config', 'read values files schema/alerts schema rules templates resolve warnings', 'lib vocabulary'],
  ['chart', 'marks', 'lib'],
  ['schedule', '', 'lib config'],
  ['chatbot', 'client plan read recording', 'lib vocabulary http config schedule'],
  ['probe', 'judge ask questions record', 'lib vocabulary http chatbot'],
  ['alerts', 'days episodes judge message trial', 'lib vocabulary baseline config schedule chatbot'],
  ['sandbox', 'protocol model scenarios traffic reports faults replay http', 'lib vocabulary chatbot'],
  [
    'digest',
    'schema language/messages language figures interactions missing judgement bots tiles sections callouts tables alert',
    'lib vocabulary baseline config schedule chatbot alerts',
  ],
  ['ledger', 'model chain store/schema store rows steps audit', 'lib config schedule chatbot alerts'],
  ['queue', '', 'lib'],
  [
    'render',
    'fonts png pdf/canvas pdf/page pdf/text pdf/document pdf/parts pdf xlsx/grid xlsx/package xlsx/charts xlsx/sheets xlsx',
    'lib vocabulary config chart digest',
  ],
  [
    'channels',
    'oauth2 email/smtp email/blocks email/body email slack/api slack/body slack chat/content chat teams/body teams google-chat/body google-chat folder s3 webhook',
    'lib http config chart digest render',
  ],
  [
    'run',
    'events journal schedule readers prepare/message prepare send redeliver alerts work verify commands commands/alerts service',
    'lib vocabulary baseline config schedule chatbot alerts digest ledger queue render channels',
  ],
  ['notify', '', 'lib config alerts ledger render channels run'],
  ['server', '', 'lib http config schedule alerts ledger run notify'],
  [
    'console',
    'assets access words models parts pages routes',
    'lib vocabulary config schedule chatbot alerts digest ledger render channels run server',
  ],
  [
    'root',
    'app',
    'lib http config schedule chatbot probe alerts digest ledger queue render channels run notify server console',
  ],
  [
    'cli',
    'terminal digests records alerts setup completion',
    'lib vocabulary config schedule alerts digest ledger render channels run sandbox root',
  ],
  ['main', '', 'lib cli'],
];

/** The entry; all other files directly in `src` are the composition root, and so are its subfolders. */
export const ENTRY = 'src/main.ts';

/** Maximum number of files directly in a folder. */
export const MAX_FILES = 14;

/** Folders that implement the same interface: files with equal names in them may export equal names. */
export const SIBLINGS = /^src\/channels\/[^/]+\//;
