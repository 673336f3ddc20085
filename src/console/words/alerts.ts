import type { AlertStatus, SeriesStatus } from '../../alerts/status.js';
import type { AlertRule, CountName, FigureName } from '../../config/config.js';
import { counted } from './counts.js';
import { dayWords, spanText } from './times.js';

const NOUNS: Readonly<Record<FigureName, string>> = {
  conversations: 'conversations',
  paid: 'paid conversations',
  messages: 'messages',
  fallbacks: 'fallbacks',
  fallbackRate: 'fallback rate',
};

export const figureNoun = (of: FigureName): string => NOUNS[of];

const PERIODS = { thisWeek: 'week', thisMonth: 'month', thisQuarter: 'quarter', thisYear: 'year' } as const;

/** `38%` of a rate, `3,912` of a count. */
export const figureWords = (value: number, of: FigureName | null): string =>
  of === 'fallbackRate'
    ? `${(100 * value).toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`
    : value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

/** What a rule watches: `an unusual day or drift of conversations`. */
export function ruleText(rule: AlertRule): string {
  switch (rule.kind) {
    case 'silence':
      return `silence: no ${countNoun(rule.of)}`;
    case 'unusual':
      return `an unusual day or drift of ${NOUNS[rule.of]}`;
    case 'gap':
      return `no answer of the API for ${spanText(rule.after)}`;
    case 'up':
    case 'down':
      return `${NOUNS[rule.of]} ${rule.kind} by ${figureWords(rule.by, 'fallbackRate')} over ${counted(rule.over, 'day')}`;
    default: {
      const limit = figureWords(rule.limit, rule.of);
      if (rule.within === null) return `${NOUNS[rule.of]} ${rule.kind} ${limit}`;
      const of = rule.allowance === null ? '' : ` of ${figureWords(rule.allowance, rule.of)}`;
      const projected = rule.projected ? ', projected' : '';
      return `${NOUNS[rule.of]} ${rule.kind} ${limit}${of} a ${PERIODS[rule.within]}${projected}`;
    }
  }
}

const countNoun = (of: CountName): string => NOUNS[of];

/** `Silence: no conversations; fallback rate above 40% · 2 bots` */
export function watchesText(rules: readonly AlertRule[], bots: number): string {
  const text = rules.map(ruleText).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} · ${counted(bots, 'bot')}`;
}

/** How an alert stands, without what it found: `firing since Sat 28 Nov`. */
export function stateText({ state, since, checkedAt }: AlertStatus, now: number): string {
  if (checkedAt === null) return 'not checked yet';
  if (state === 'learning') return 'learning what is usual';
  if (state === 'snoozed') return 'snoozed';
  const from = since === null ? '' : ` since ${dayWords(since, now)}`;
  if (state === 'firing') return `firing${from}`;
  if (state === 'pending') return `over its limit${from}, not yet long enough to tell`;
  return state === 'unknown' ? 'not known: figures are missing' : 'well';
}

/** What a series was read as last: `12, usual 48 to 81`; empty where nothing is known. */
export function readingText({ reading, of, kind }: Pick<SeriesStatus, 'reading' | 'of' | 'kind'>): string {
  if (reading === null || reading.value === null) return '';
  const { value, low, high, facts } = reading;
  if (kind === 'gap') return `last answer ${spanText(value)} before the check`;
  const shown = figureWords(value, of);
  if (facts.allowance !== undefined || facts.projected !== undefined) {
    const allowance = facts.allowance === undefined ? '' : ` of ${figureWords(facts.allowance, of)}`;
    const end =
      facts.projected === undefined ? '' : `; ${figureWords(facts.projected, of)} by its end at this pace`;
    return `${shown}${allowance}${end}`;
  }
  if (low === null && high === null) return shown;
  if (low === null || high === null)
    return `${shown}, ${low === null ? 'at most' : 'at least'} ${figureWords(low ?? high ?? 0, of)}`;
  return `${shown}, usual ${figureWords(low, of)} to ${figureWords(high, of)}`;
}
