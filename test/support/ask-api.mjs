// A process of its own that asks an API as often as told, all at once: node ask-api.mjs <what to do as JSON>
import { createClient } from '../../src/chatbot/client/client.js';
import { openSql } from '../../src/ledger/store/postgres.js';
import { postgresRateLimiter } from '../../src/ledger/store/postgres-rate-limiter.js';
import { Secret } from '../../src/lib/secret.js';
import { systemClock } from '../../src/lib/time/clock.js';

const { store, token, chatbot, times, other } = JSON.parse(process.argv[2]);
const sql = openSql(new Secret(store), 3);
const rateLimiter = postgresRateLimiter(sql);
const clientOf = (secret, settings) =>
  createClient({
    token: new Secret(secret),
    tokenName: 'chatbot.token',
    chatbot: settings,
    userAgent: 'botdigest/test',
    clock: systemClock,
    random: Math.random,
    rateLimiter: async () => rateLimiter,
  });
const query = [
  ['storyId', '5b07ff77c2376e30306d9b12'],
  ['period', 'yesterday'],
];
// The first request of a process loads code: it goes to another server with another token, so that no time is read from it.
const first = clientOf('another-token', { ...chatbot, baseUrl: other });
await first.session().get({ path: '/v2/reports/conversations', query });
await first.close();

const client = clientOf(token, chatbot);
const session = client.session();
const asked = Array.from({ length: times }, () => session.get({ path: '/v2/reports/conversations', query }));
const answers = await Promise.all(asked);
await client.close();
await sql.close();
process.stdout.write(JSON.stringify(answers.map(({ ok }) => ok)));
