import { COUNTS } from '../config.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { children, isMapping, list, nameOf, type Untyped } from '../read/untyped.js';
import { type Amount, MEASURES, NOTHING, parseAmount } from '../schema/alerts/conditions.js';
import type { Rule } from './rule.js';

const FIGURES: readonly string[] = [...COUNTS, 'fallbackRate'];
const LIMITS = ['above', 'below'] as const;
const CHANGES = ['up', 'down'] as const;

/** What an alert watches, unvalidated: its `when:` with its path, and its figures with limits or changes. */
interface Watched {
  readonly path: Path;
  readonly when: Untyped;
  readonly figures: readonly (readonly [name: string, limits: Untyped])[];
}

const watchedIn = (root: Untyped): readonly Watched[] =>
  children(root.alerts).flatMap(([id, { when }]) =>
    isMapping(when)
      ? [
          {
            path: ['alerts', id, 'when'],
            when,
            figures: children(when).filter(([name]) => FIGURES.includes(name)),
          },
        ]
      : [],
  );

/** Every figure and `gap` that a condition names, once. */
export function measuresIn(when: Untyped): readonly string[] {
  const listed = ['silence', 'unusual'].flatMap((key) => {
    const value = when[key];
    return (Array.isArray(value) ? list(value) : [value]).map(nameOf).filter((name) => name !== null);
  });
  return [
    ...new Set([...listed, ...Object.keys(when).filter((key) => key === 'gap' || FIGURES.includes(key))]),
  ];
}

/** A condition with modifiers alone watches nothing. */
export const named: Rule = (root) =>
  watchedIn(root).flatMap(({ path, when }) =>
    Object.keys(when).every((key) => MODIFIERS.some((modifier) => modifier.key === key))
      ? [{ path, message: NOTHING, onKey: true }]
      : [],
  );

const amountOf = (value: unknown): Amount | null =>
  typeof value === 'string' || typeof value === 'number' ? parseAmount(String(value)) : null;

const isPart = (value: unknown): boolean => amountOf(value)?.percent === true;

/** A percentage of a count says of what, and `of` stands beside one. */
export const parts: Rule = (root) =>
  watchedIn(root).flatMap(({ path, figures }) =>
    figures
      .filter(([name]) => name !== 'fallbackRate')
      .flatMap(([name, limits]): Issue[] => {
        const shares = LIMITS.filter((side) => isPart(limits[side]));
        if ('of' in limits && shares.length === 0 && hasAny(limits, [...LIMITS, ...CHANGES]))
          return [
            {
              path: [...path, name, 'of'],
              message: 'is what a percentage is a part of, and there is none, such as above: 80%',
              onKey: true,
            },
          ];
        if ('of' in limits) return [];
        return shares.map((side) => ({
          path: [...path, name, side],
          message: `{value} does not say of what: add of, as in { ${side}: 80%, of: 5000 }`,
        }));
      }),
  );

interface Modifier {
  readonly key: string;
  /** Whether something in the condition takes it. */
  isTaken(watched: Watched): boolean;
  readonly takenBy: string;
}

const hasAny = (limits: Untyped, sides: readonly string[]): boolean => sides.some((side) => side in limits);

/** Whether a count, or the rate, has one of these sides. */
const hasSide = ({ figures }: Watched, sides: readonly string[], rate = false): boolean =>
  figures.some(([name, limits]) => (name === 'fallbackRate') === rate && hasAny(limits, sides));

const MODIFIERS: readonly Modifier[] = [
  {
    key: 'for',
    isTaken: ({ figures }) => figures.length > 0,
    takenBy:
      'limits and changes; silence and unusual find their own number of days, and gap is a time itself',
  },
  {
    key: 'least',
    isTaken: ({ figures }) => figures.some(([name]) => name === 'fallbackRate'),
    takenBy: 'fallbackRate, whose uses it is about; a count has none',
  },
  {
    key: 'over',
    isTaken: (watched) => hasSide(watched, CHANGES) || hasSide(watched, CHANGES, true),
    takenBy: 'changes: up and down',
  },
  {
    key: 'in',
    isTaken: (watched) => hasSide(watched, LIMITS) && !hasSide(watched, LIMITS, true),
    takenBy: 'above and below of a count, which adds up; a rate, silence and changes are judged by day',
  },
  {
    key: 'projected',
    isTaken: ({ when }) => 'in' in when || String(when.projected) === 'false',
    takenBy: 'a count within a period: add in, such as in: thisMonth',
  },
];

/** A modifier that nothing in the condition takes is a mistake. */
export const modifiers: Rule = (root) =>
  watchedIn(root)
    .filter(({ when }) => MEASURES.some((measure) => measure in when))
    .flatMap((watched) =>
      MODIFIERS.filter(({ key, isTaken }) => key in watched.when && !isTaken(watched)).map(
        ({ key, takenBy }) => ({
          path: [...watched.path, key],
          message: `has no meaning here: it is for ${takenBy}`,
          onKey: true,
        }),
      ),
    );

/** Limits that every day, or every period, is beyond. */
export const possibleLimits: Rule = (root) =>
  watchedIn(root).flatMap(({ path, when, figures }) =>
    figures.flatMap(([name, limits]): Issue[] => {
      const [above, below] = LIMITS.map((side) => amountOf(limits[side]));
      if (above && below && above.percent === below.percent && above.value < below.value)
        return [
          {
            path: [...path, name, 'above'],
            message: '{value} is less than the limit under below: everything is beyond one of the two',
          },
        ];
      const beginsBelow =
        below && 'in' in when && name !== 'fallbackRate' && String(when.projected) !== 'true';
      return beginsBelow
        ? [
            {
              path: [...path, name, 'below'],
              message:
                'every period begins below {value}: add projected: true, to judge the count by its end',
            },
          ]
        : [];
    }),
  );
