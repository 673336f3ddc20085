// A process of its own that asks one address after the other, with a heap of its own: node ask-hostile.mjs <addresses as JSON>
import { createHttpClient } from '../../src/http/client.js';

const client = createHttpClient();
const ask = (url, maxBody) =>
  client.exchange({
    method: 'GET',
    url,
    headers: {},
    deadline: 3_000,
    maxBody,
    redact: (text) => text,
    signal: new AbortController().signal,
  });
const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);

const { warm, urls } = JSON.parse(process.argv[2]);
await ask(warm, 1024);
const before = megabytes();
const answers = [];
for (const url of urls) {
  const outcome = await ask(url, 1024 * 1024);
  answers.push({
    reason: outcome.kind === 'failure' ? outcome.reason : 'answer',
    grown: megabytes() - before,
  });
}
await client.close();
process.stdout.write(JSON.stringify(answers));
