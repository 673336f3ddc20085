import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What a bucket says of a new object; all else is accepted. */
const STATUS = { HEAD: 404, PUT: 200 };

/** A Teams workflow, a webhook and a bucket on this machine, which take everything at once. */
export async function startDestinations() {
  const server = createServer(async (request, response) => {
    const hash = createHash('md5');
    for await (const piece of request) hash.update(piece);
    if (request.method === 'PUT') response.setHeader('etag', `"${hash.digest('hex')}"`);
    response.writeHead(STATUS[request.method] ?? 202).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const workflow = 'workflows/7ee5ab66/triggers/manual/paths/invoke?api-version=1&sig=bench';
  return {
    /** Entries of `deliver:` by what they are. */
    entries: {
      'a folder': '{ folder: { path: ./out } }',
      'a webhook': `{ webhook: { url: "${url}/hook" } }`,
      Teams: `{ teams: { url: "${url}/${workflow}" } }`,
      S3: `{ s3: { bucket: bench, endpoint: "${url}", accessKeyId: bench, secretAccessKey: bench } }`,
    },
    close: () => server.close(),
  };
}
