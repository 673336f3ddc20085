// The Reports API with generated conversations and a delay per answer: node api.mjs <ms>
// Answers are cached, so that generating them is not measured. Any storyId is the first bot's.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { serveRequests } from '../measure/serve-requests.mjs';

const STORY = '5b07ff77c2376e30306d9b12';
const delay = Number(process.argv[2]);
const sandbox = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
const kept = new Map();
const inFlight = new Map();
let served = 0;
let most = 0;

function answerTo(url) {
  const target = url.replace(/(storyId(?:%5B%5D|\[\])?=)[^&]*/g, `$1${STORY}`);
  const answer =
    kept.get(target) ??
    fetch(sandbox.url + target, { headers: { authorization: 'Bearer sandbox' } }).then(async (response) => ({
      status: response.status,
      body: Buffer.from(await response.arrayBuffer()),
    }));
  kept.set(target, answer);
  return answer;
}

const server = createServer(async (request, response) => {
  const token = request.headers.authorization ?? '';
  const now = (inFlight.get(token) ?? 0) + 1;
  inFlight.set(token, now);
  most = Math.max(most, now);
  const [{ status, body }] = await Promise.all([answerTo(request.url), wait(delay)]);
  inFlight.set(token, inFlight.get(token) - 1);
  served += 1;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

/** Returns the requests served since the last call, and the maximum number of concurrent requests of one token. */
serveRequests(`http://127.0.0.1:${server.address().port}`, () => {
  const result = { served, most };
  [served, most] = [0, 0];
  return result;
});
