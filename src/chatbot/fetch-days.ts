import { type FetchContext, fetchPlans } from './fetch.js';
import { type OpenPlan, openRequests } from './open-plan.js';
import { type DaysWanted, daysScope, planDays } from './plan/days.js';
import type { ReportAnswer } from './snapshot.js';

/** Older days that are asked for at a time. */
const OLDER_AT_A_TIME = 7;

/** The answers for whole days, in the order of what is wanted. Requests, pace, kept weeks and gaps are those of `fetchSnapshots`. */
export async function fetchDays(
  wanted: readonly DaysWanted[],
  context: FetchContext,
): Promise<readonly (readonly ReportAnswer[])[]> {
  const scope = daysScope(context);
  const planned = wanted.map((one) => ({
    bot: one.bot,
    requests: planDays(one, scope),
    ofWeeks: new Set<string>(),
  }));
  const opened = await openRequests(planned, context);
  const plans = opened.map((plan, index) => withoutMostOf(plan, wanted[index]?.older?.length ?? 0));
  return (await fetchPlans(plans, context)).map(({ answers }) => answers);
}

/** Leaves out the earliest of the older requests that are not known, so that a check asks for a few. */
function withoutMostOf(plan: OpenPlan, older: number): OpenPlan {
  const isOlder = new Set(plan.requests.slice(0, older));
  const open = plan.toAsk.map(([first]) => first).filter((request) => isOlder.has(request));
  const left = new Set(open.slice(0, -OLDER_AT_A_TIME));
  return {
    ...plan,
    requests: plan.requests.filter((request) => !left.has(request)),
    toAsk: plan.toAsk.filter(([first]) => !left.has(first)),
  };
}
