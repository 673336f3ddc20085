// Fetches the standard digest, or makes as many requests without our code: node fetching.mjs <folder> <minInterval>
import { join } from 'node:path';
import { Agent } from 'undici';
import { openConfig } from '../../src/configuration.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';
import { fetchOnce } from '../scene/standard.mjs';

const [folder, minInterval] = process.argv.slice(2);
const loaded = await openConfig(join(folder, 'config.yaml'), { env: {}, clock: systemClock });
const chatbot = { ...loaded.chatbot, concurrency: 2, minInterval: Number(minInterval) };
const config = { ...loaded, chatbot };
let requests = 0;
const ours = () =>
  fetchOnce(config, (_done, total) => {
    requests = total;
  });

/** The same number of round trips with the same concurrency; answers are discarded. */
async function bare() {
  const agent = new Agent();
  const headers = { authorization: 'Bearer sandbox' };
  let left = requests;
  const line = async () => {
    while (left-- > 0) {
      const { body } = await agent.request({
        origin: chatbot.baseUrl,
        path: '/v2/stories',
        method: 'GET',
        headers,
      });
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: chatbot.concurrency }, line));
  await agent.close();
}

await ours();
serveRequests(requests, (what) => timedHere(what === 'bare' ? bare : ours));
