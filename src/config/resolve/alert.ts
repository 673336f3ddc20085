import { hashedMinute } from '../../lib/cron/hashed-minute.js';
import type { AlertConfig } from '../config.js';
import type { Root } from '../schema/root.js';
import { mergeFolderTheme, mergeTemplates } from '../templates/templates.js';
import { mergeTheme } from '../templates/theme.js';
import { alertRules } from './alert-rules.js';
import type { Common } from './common.js';
import { firstWeekday } from './first-weekday.js';
import { resolveHolidays } from './holidays.js';
import { readers } from './target.js';

type AlertInput = Root['alerts'][string];

export function resolveAlert(id: string, input: AlertInput, common: Common): AlertConfig {
  const { remind, recovered, budget, quiet = null } = input;
  const own = common.folders.get(`alerts.${id}.templates`);
  const locale = input.locale ?? common.locale;
  const weekStart = input.weekStart ?? common.weekStart;
  return {
    id,
    title: input.title ?? id,
    bots:
      input.bots === 'all'
        ? [...common.bots.values()]
        : input.bots.flatMap((bot) => common.bots.get(bot) ?? []),
    sources: input.sources ?? null,
    rules: alertRules(input.when),
    check: hashedMinute(input.check.trim(), id),
    timezone: input.timezone ?? common.timezone,
    locale,
    weekStart: weekStart ?? 'monday',
    firstWeekday: firstWeekday(weekStart, locale),
    remind,
    recovered,
    budget,
    quiet,
    holidays: resolveHolidays(input.holidays, common.holidays, { locale, calendars: common.calendars }),
    links: input.links === undefined ? common.links : input.links,
    theme: mergeTheme(mergeFolderTheme(common.theme, own), input.theme, common.file),
    templates: mergeTemplates(common.templates, own),
    deliver: readers(input.deliver, `alerts.${id}.deliver`, { ...common, weekStart }),
  };
}
