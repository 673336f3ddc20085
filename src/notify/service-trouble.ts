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

/** The troubles after a look; one that ended before anybody was told of it is forgotten. */
export function troublesAfter(
  before: ServiceTroubles,
  problems: ReadonlyMap<ServicePart, string>,
  now: number,
): ServiceTroubles {
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
