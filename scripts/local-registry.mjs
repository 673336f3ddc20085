// local-registry.mjs TARBALL UPSTREAM: a local npm registry with one package; requests for others are redirected to the upstream registry.
// npm honours a shrinkwrap only if the registry announces it: a tarball installed by its path gets floating versions.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file, upstream] = process.argv.slice(2);
const tarball = readFileSync(file);
const own = JSON.parse(execFileSync('tar', ['xOzf', file, 'package/package.json'], { encoding: 'utf8' }));
const names = execFileSync('tar', ['tzf', file], { encoding: 'utf8' }).split('\n');

const server = createServer((request, response) => {
  const { port } = server.address();
  const place = `http://127.0.0.1:${port}/${own.name}`;
  if (request.url === `/${own.name}`) return void response.end(JSON.stringify(packument(place)));
  if (request.url === `/${own.name}/-/package.tgz`) return void response.end(tarball);
  response.writeHead(302, { location: new URL(request.url.slice(1), upstream).href }).end();
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));

function packument(place) {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${place}/-/package.tgz`, integrity };
  const version = { ...own, dist, _hasShrinkwrap: names.includes('package/npm-shrinkwrap.json') };
  return { name: own.name, 'dist-tags': { latest: own.version }, versions: { [own.version]: version } };
}
