/** Gives work to one of some members. */
export type LeastBusy<Member> = <Result>(work: (member: Member) => Promise<Result>) => Promise<Result>;

/** Chooses the member with the least work under way; of equals the first, so that the last ones may never be needed. */
export function leastBusy<Member>(members: readonly [Member, ...Member[]]): LeastBusy<Member> {
  const slots = members.map((member) => ({ member, open: 0 }));
  return async (work) => {
    const slot = slots.reduce((best, one) => (one.open < best.open ? one : best));
    slot.open += 1;
    try {
      return await work(slot.member);
    } finally {
      slot.open -= 1;
    }
  };
}
