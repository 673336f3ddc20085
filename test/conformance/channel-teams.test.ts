import { teams } from '../../src/channels/teams/channel.js';
import { readTeamsMessage } from '../support/adaptive-card.js';
import { startTeams, TEAMS_SIGNATURE } from '../support/chat-servers.js';
import { connectTeams } from '../support/connections.js';
import { teamsEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { channelConformance } from './channel.js';

const PATH = '/workflows/7ee5ab66/triggers/manual/paths/invoke?api-version=1&sv=1.0&sig=';

channelConformance({
  channel: teams,
  options: { url: `https://prod-01.westeurope.logic.azure.com${PATH}${TEAMS_SIGNATURE}` },
  secrets: [TEAMS_SIGNATURE, '7ee5ab66'],
  checkable: false,
  async alive() {
    const server = await startTeams();
    return {
      connection: connectTeams(server.address),
      envelope: () => teamsEnvelope(),
      arrivals: () => server.posts.map((post) => JSON.stringify(post)),
      stop: server.stop,
    };
  },
  async dead() {
    return {
      connection: connectTeams(`http://127.0.0.1:${await deadPort()}${PATH}${TEAMS_SIGNATURE}`),
      envelope: () => teamsEnvelope(),
      arrivals: () => [],
      stop: async () => {},
    };
  },
  readNotice: (bytes) => JSON.stringify(readTeamsMessage(bytes)),
});
