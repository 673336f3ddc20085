import { REPORT_PATHS } from '../../chatbot/wire.js';
import { REPORTS, type ReportName } from '../../vocabulary/chatbot.js';
import type { Account, SandboxVariant } from '../model/account.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { jsonReply, type Reply, replyOrError } from '../protocol/reply.js';
import type { SandboxRequest } from '../protocol/request.js';
import { heatmapReport } from './heatmap.js';
import { interactionsReport } from './interactions.js';
import { groupedBody } from './layout.js';
import { heatmapQuery, interactionsQuery, seriesQuery } from './query.js';
import { seriesReport } from './series.js';

/** What the sandbox answers from. `token` is the one it accepts. */
export interface World {
  readonly token: string;
  readonly account: Account;
  readonly dialect: SandboxVariant;
}

/** The part of a request that an answer depends on. */
export type RoutedRequest = Pick<SandboxRequest, 'method' | 'path' | 'params' | 'authorized'>;

export type Endpoint = ReportName | 'stories';

const STORY_PATHS = ['/v2/stories', '/stories'];

/** What a path leads to; null when to nothing. */
export function endpointOf(path: string): Endpoint | null {
  if (STORY_PATHS.includes(path)) return 'stories';
  return REPORTS.find((report) => REPORT_PATHS[report] === path) ?? null;
}

/** Throws a Refusal of 401 unless the request carries the token. */
export function requireToken({ authorized }: Pick<SandboxRequest, 'authorized'>): void {
  if (!authorized)
    throw new ApiRefusal(401, 'The access token is missing or wrong.', { 'www-authenticate': 'Bearer' });
}

/** Answers one request at `now`; errors are answers too. */
export function respond(inquiry: RoutedRequest, world: World, now: number): Reply {
  return replyOrError(() => {
    requireToken(inquiry);
    const endpoint = endpointOf(inquiry.path);
    if (endpoint === null) throw new ApiRefusal(404, 'There is nothing at this path.');
    if (inquiry.method !== 'GET') throw new ApiRefusal(405, 'This path takes GET only.', { allow: 'GET' });
    return jsonReply(200, answer(endpoint, inquiry.params, { ...world, now }));
  }, now);
}

function answer(
  endpoint: Endpoint,
  params: URLSearchParams,
  scene: World & { readonly now: number },
): unknown {
  switch (endpoint) {
    case 'stories':
      return scene.account
        .stories()
        .map(({ id, name, published, integrations }) => ({ id, name, published, integrations }));
    case 'heatmap':
      return heatmapReport(heatmapQuery(params, scene.now), scene);
    case 'interactions':
      return interactionsReport(interactionsQuery(params, scene.now), scene);
    default:
      return groupedBody(
        seriesReport(endpoint, seriesQuery(params, scene.now), scene),
        scene.dialect.groupShape,
      );
  }
}
