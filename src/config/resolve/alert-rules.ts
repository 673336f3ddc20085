import { type AlertRule, type ChangeRule, COUNTS, type FigureName, type LevelRule } from '../config.js';
import type { AlertCondition, Amount } from '../schema/alerts/conditions.js';

/** The rules of `when:`: silence, what is unusual, limits and changes by figure, gap. */
export function alertRules(condition: AlertCondition): readonly AlertRule[] {
  const { silence = [], unusual = [], gap } = condition;
  return [
    ...silence.map((of) => ({ kind: 'silence', of }) as const),
    ...unusual.map((of) => ({ kind: 'unusual', of }) as const),
    ...[...COUNTS, 'fallbackRate' as const].flatMap((of) => [
      ...levels(of, condition),
      ...changes(of, condition),
    ]),
    ...(gap === undefined ? [] : [{ kind: 'gap', after: gap } as const]),
  ];
}

/** Of counts and of rates. */
type Limits = NonNullable<AlertCondition['conversations'] | AlertCondition['fallbackRate']> & {
  readonly of?: number | undefined;
};

function levels(of: FigureName, condition: AlertCondition): LevelRule[] {
  const limits: Limits = condition[of] ?? {};
  const whole = limits.of ?? null;
  return (['above', 'below'] as const).flatMap((kind): LevelRule[] => {
    const limit = limits[kind];
    if (limit === undefined) return [];
    return [
      {
        kind,
        of,
        limit: of === 'fallbackRate' ? fraction(limit) : countOf(limit, whole),
        allowance: limit.percent && of !== 'fallbackRate' ? whole : null,
        within: condition.in ?? null,
        projected: condition.projected,
        days: condition.for,
        least: leastOf(of, condition),
      },
    ];
  });
}

function changes(of: FigureName, condition: AlertCondition): ChangeRule[] {
  const limits: Limits = condition[of] ?? {};
  return (['up', 'down'] as const).flatMap((kind): ChangeRule[] => {
    const by = limits[kind];
    if (by === undefined) return [];
    const { over, for: days } = condition;
    return [{ kind, of, by: fraction(by), over, days, least: leastOf(of, condition) }];
  });
}

const fraction = ({ value }: Amount): number => value / 100;

const countOf = ({ value, percent }: Amount, whole: number | null): number =>
  percent ? (value * (whole ?? 0)) / 100 : value;

/** Only rates need uses to be judged by. */
const leastOf = (of: FigureName, { least }: AlertCondition): number => (of === 'fallbackRate' ? least : 0);
