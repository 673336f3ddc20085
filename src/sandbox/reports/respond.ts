import { REPORT_PATHS } from '../../chatbot/wire.js';
import { REPORTS, type ReportName } from '../../vocabulary/chatbot.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { jsonReply, type Reply, replyOrError } from '../protocol/reply.js';
import type { SandboxRequest } from '../protocol/request.js';
import type { Account } from '../traffic/account.js';
import { heatmapReport } from './heatmap.js';
import { interactionsReport } from './interactions.js';
import { groupedBody } from './layout.js';
import { heatmapQuery, interactionsQuery, seriesQuery } from './query.js';
import { seriesReport } from './series.js';
import type { SandboxVariant } from './variant.js';

/** What the sandbox serves. `token` is the one it accepts. */
export interface SandboxState {
  readonly token: string;
  readonly account: Account;
  readonly variant: SandboxVariant;
}

/** The part of a request that an answer depends on. */
export type RoutedRequest = Pick<SandboxRequest, 'method' | 'path' | 'params' | 'authorized'>;

export type Endpoint = ReportName | 'stories';

const STORY_PATHS = ['/v2/stories', '/stories'];

/** The endpoint of a path, or null. */
export function endpointOf(path: string): Endpoint | null {
  if (STORY_PATHS.includes(path)) return 'stories';
  return REPORTS.find((report) => REPORT_PATHS[report] === path) ?? null;
}

/** Throws an ApiRefusal of 401 unless the request carries the token. */
export function requireToken({ authorized }: Pick<SandboxRequest, 'authorized'>): void {
  if (!authorized)
    throw new ApiRefusal(401, 'The access token is missing or wrong.', { 'www-authenticate': 'Bearer' });
}

/** Answers one request at `now` (epoch ms); errors are replies too. */
export function respond(request: RoutedRequest, state: SandboxState, now: number): Reply {
  return replyOrError(() => {
    requireToken(request);
    const endpoint = endpointOf(request.path);
    if (endpoint === null) throw new ApiRefusal(404, 'There is nothing at this path.');
    if (request.method !== 'GET') throw new ApiRefusal(405, 'This path takes GET only.', { allow: 'GET' });
    return jsonReply(200, answer(endpoint, request.params, { ...state, now }));
  }, now);
}

function answer(
  endpoint: Endpoint,
  params: URLSearchParams,
  context: SandboxState & { readonly now: number },
): unknown {
  const { now, variant } = context;
  switch (endpoint) {
    case 'stories':
      return context.account
        .stories()
        .map(({ id, name, published, integrations }) => ({ id, name, published, integrations }));
    case 'heatmap':
      return heatmapReport(heatmapQuery(params, now, variant), context);
    case 'interactions':
      return interactionsReport(interactionsQuery(params, now, variant), context);
    default:
      return groupedBody(seriesReport(endpoint, seriesQuery(params, now, variant), context), variant);
  }
}
