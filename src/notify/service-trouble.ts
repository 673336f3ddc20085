import type { ServiceNotice, ServicePart } from './notice.js';

/** How a part of the process stands. Instants are epoch ms. */
export interface PartTrouble {
  readonly since: number;
  readonly problem: string;
  /** When it was over; null while it lasts. */
  readonly over: number | null;
  /** Whether operators know that it fails. */
  readonly told: boolean;
}

export type ServiceTroubles = ReadonlyMap<ServicePart, PartTrouble>;

/** What fails for less is told nobody: a call that is lost, a lock that is held for a moment. */
const PATIENCE = 2 * 60_000;
/** Looks are less than a minute apart. */
const ASLEEP = 5 * 60_000;

/** What is looked at: the problems of now, and when they were looked at before; null for never. */
interface Look {
  readonly problems: ReadonlyMap<ServicePart, string>;
  readonly now: number;
  readonly before: number | null;
}

/**
 * The troubles after a look; one that ended before anybody was told of it is forgotten. After a look that came much too late the machine slept, and
 * nothing failed meanwhile: what lasts counts anew.
 */
export function troublesAfter(
  known: ServiceTroubles,
  { problems, now, before: last }: Look,
): ServiceTroubles {
  const slept = last !== null && Math.abs(now - last) >= ASLEEP;
  const before = slept ? new Map([...known].filter(([, { told }]) => told)) : known;
  const after = new Map<ServicePart, PartTrouble>();
  for (const [part, trouble] of before)
    if (!problems.has(part) && trouble.told) after.set(part, { ...trouble, over: trouble.over ?? now });
  for (const [part, problem] of problems) {
    const known = before.get(part);
    after.set(
      part,
      known ? { ...known, problem, over: null } : { since: now, problem, over: null, told: false },
    );
  }
  return after;
}

/** What operators are to be told of it now. */
export function serviceNotices(
  troubles: ServiceTroubles,
  now: number,
  { place, zone, page }: Pick<ServiceNotice, 'place' | 'zone' | 'page'>,
): readonly ServiceNotice[] {
  return [...troubles].flatMap(([part, { since, problem, over, told }]): readonly ServiceNotice[] => {
    const lasts = over === null;
    if (lasts ? told || now - since < PATIENCE : !told) return [];
    const health = lasts ? 'failing' : 'well';
    const key = `service/${place}/${part}/${health}/${since}`;
    return [{ about: 'service', key, health, part, place, zone, since: over ?? since, problem, page }];
  });
}

/** The troubles once a notice has arrived. */
export function troublesTold(troubles: ServiceTroubles, { part, health }: ServiceNotice): ServiceTroubles {
  const after = new Map(troubles);
  const trouble = after.get(part);
  if (health === 'well') after.delete(part);
  else if (trouble) after.set(part, { ...trouble, told: true });
  return after;
}
