import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Pages } from '../server/http.js';
import { createConsole } from './console.js';
import type { ConsoleTools } from './tools.js';

/** The console for a server of Node. */
export function consolePages(tools: ConsoleTools): Pages {
  const pages = createConsole(tools);
  const listener = getRequestListener((request, bindings) => pages.fetch(request, bindings as HttpBindings), {
    overrideGlobalObjects: false,
  });
  return (request, response) => void listener(request, response);
}
