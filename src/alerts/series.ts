import type { AlertConfig, AlertRule, FigureName } from '../config/config.js';
import type { Source } from '../vocabulary/chatbot.js';

/** Kinds of judgement. A rule `unusual` is judged as two: single days, and a lasting `drift`. */
export const ALERT_KINDS = ['silence', 'unusual', 'drift', 'above', 'below', 'up', 'down', 'gap'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** One thing that an alert watches. */
export interface SeriesId {
  /** Id of the bot; null for all bots of the alert together. */
  readonly bot: string | null;
  /** The source watched by itself; null for the bot as it is. */
  readonly source: Source | null;
  readonly kind: AlertKind;
  /** null for a gap. */
  readonly of: FigureName | null;
}

/** A series with the rule that judges it. */
export interface RuledSeries {
  readonly series: SeriesId;
  readonly rule: AlertRule;
}

/** `support:messenger.unusual-conversations`, `all.above-paid`, `support.gap`: unique within an alert. */
export function seriesKey({ bot, source, kind, of }: SeriesId): string {
  const who = `${bot ?? 'all'}${source === null ? '' : `:${source}`}`;
  return `${who}.${kind}${of === null ? '' : `-${of}`}`;
}

/** Every series of an alert, rule by rule. */
export function watchedBy({ rules, bots, sources }: AlertConfig): readonly RuledSeries[] {
  return rules.flatMap((rule) =>
    kindsOf(rule).flatMap((kind): RuledSeries[] => {
      const of = rule.kind === 'gap' ? null : rule.of;
      if ('within' in rule && rule.within !== null)
        return [{ series: { bot: null, source: null, kind, of }, rule }];
      const each = rule.kind === 'gap' ? [null] : (sources ?? [null]);
      return bots.flatMap(({ id }) =>
        each.map((source) => ({ series: { bot: id, source, kind, of }, rule })),
      );
    }),
  );
}

const kindsOf = ({ kind }: AlertRule): readonly AlertKind[] =>
  kind === 'unusual' ? ['unusual', 'drift'] : [kind];
