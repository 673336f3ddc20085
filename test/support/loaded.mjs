// Preloaded into a process: says on stderr which packages it loads, a line each; those within a bundled file too.
import { register } from 'node:module';

const hooks = `
import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? [];
  if (name) writeSync(2, 'loaded ' + name + '\\n');
  const loaded = await next(url, context);
  for (const [, name] of String(loaded.source ?? '').matchAll(/^\\/\\/ node_modules\\/((?:@[^/]+\\/)?[^/]+)/gm))
    writeSync(2, 'loaded ' + name + '\\n');
  return loaded;
}
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
