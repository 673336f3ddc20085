import { storyIdsIn } from '../reports/query.js';
import { type Endpoint, endpointOf, type RoutedRequest } from '../reports/respond.js';
import type { FaultRule, SandboxFault } from './fault.js';

/** Decides which request gets which fault; counts the requests of each rule. */
export class FaultPlan {
  readonly #entries: { readonly rule: FaultRule; seen: number }[];

  constructor(rules: readonly FaultRule[]) {
    this.#entries = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** The fault of the first rule that applies; null when none does, or for an unknown path. */
  next({ path, params }: RoutedRequest): SandboxFault | null {
    const endpoint = endpointOf(path);
    if (endpoint === null) return null;
    const storyIds = storyIdsIn(params);
    let chosen: SandboxFault | null = null;
    for (const entry of this.#entries) {
      if (!counts(entry.rule, endpoint, storyIds)) continue;
      entry.seen += 1;
      if (applies(entry.rule, entry.seen)) chosen ??= entry.rule.fault;
    }
    return chosen;
  }
}

function counts({ match = {} }: FaultRule, endpoint: Endpoint, storyIds: readonly string[]): boolean {
  const { report = endpoint, storyId } = match;
  return report === endpoint && (storyId === undefined || storyIds.includes(storyId));
}

function applies({ match = {} }: FaultRule, seen: number): boolean {
  const { nth = 1, times = match.nth === undefined ? Number.POSITIVE_INFINITY : 1 } = match;
  return seen >= nth && seen < nth + times;
}
