import { Secret } from '../../lib/secret.js';
import { defineChannel } from '../channel.js';
import { type ChatService, connectChat, TIMEOUT } from '../chat/connection.js';
import { type ChatOptions, chatOptions, chatReaders, chatSecrets } from '../chat/options.js';
import { TEAMS_ANSWERS, teamsErrorCode } from './answers.js';
import { renderTeamsMessage } from './body/body.js';
import { TEAMS_MAX_BYTES } from './body/card.js';
import { teamsNotice } from './notice.js';
import { TEAMS_ADDRESS } from './options.js';

/** Posts an Adaptive Card to a workflow, which shows it in a channel or chat. */
export const teams = defineChannel<null, ChatOptions>({
  kind: 'teams',
  settings: null,
  options: chatOptions(TEAMS_ADDRESS),
  secretOptions: chatSecrets(TEAMS_ADDRESS),
  reader: chatReaders,
  templates: {},
  promise: { delivers: 'once-unless-silent', against: 'nothing', onUnknown: 'hold' },
  starter: {
    settings: null,
    entry: `teams: { url: "\${TEAMS_URL}" }`,
    variables: [
      {
        name: 'TEAMS_URL',
        is: 'the address of the workflow',
        example: () =>
          'https://example.logic.azure.com/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=your-signature',
      },
    ],
  },
  sendOption: null,
  sample: {
    settings: null,
    options: { url: new Secret(''), host: '', address: 'a Teams workflow', onUnknown: 'hold' },
  },
  placeName: () => 'Teams',
  optionsFor: (address, like) => like ?? chatOptions(TEAMS_ADDRESS).parse({ url: address }),
  open: (_settings, tools) => (options) => connectChat(teamsService, { ...tools, timeout: TIMEOUT }, options),
});

/** A workflow answers before it posts: it accepts a message, and whether it was shown stands in its run history alone. */
export const teamsService: ChatService = {
  kind: 'teams',
  name: 'Teams',
  maxBytes: TEAMS_MAX_BYTES,
  renderBody: renderTeamsMessage,
  notice: teamsNotice,
  answers: TEAMS_ANSWERS,
  errorCode: teamsErrorCode,
  request: (message, _envelope, url) => ({ url, message }),
  reference: ({ status }) => `accepted (HTTP status ${status})`,
};
