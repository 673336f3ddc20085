import { canonicalJson } from '../../lib/hash.js';
import type { PlannedRequest } from './planned-request.js';

/** Requests that are made in one. */
export type RequestGroup = readonly [PlannedRequest, ...PlannedRequest[]];

/** The requests in order, contiguous weeks of one series grouped. */
export function merged(requests: readonly PlannedRequest[]): RequestGroup[] {
  const groups: RequestGroup[] = [];
  for (const request of requests) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && continues(last, request)) groups.splice(-1, 1, [...group, request]);
    else groups.push([request]);
  }
  return groups;
}

/** The one request for a group. */
export const spanning = (group: RequestGroup): PlannedRequest => ({
  ...group[0],
  to: group.at(-1)?.to ?? group[0].to,
});

function continues(last: PlannedRequest, next: PlannedRequest): boolean {
  if (next.window !== 'history' || next.ask.kind !== 'series' || next.from !== last.to) return false;
  const { from, to } = last;
  return canonicalJson({ ...next, from, to }) === canonicalJson(last);
}
