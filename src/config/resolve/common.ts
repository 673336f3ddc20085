import type { BotConfig, DigestConfig, Goals, Templates, Theme } from '../config.js';
import type { HolidaysInput } from '../schema/holidays.js';
import type { TemplateFolder } from '../templates/read.js';
import type { Calendars } from './calendars.js';
import type { EntrySecrets } from './target.js';

/** Settings that digests and alerts inherit from the top level. */
export interface Common extends EntrySecrets {
  readonly timezone: string;
  readonly locale: string;
  /** undefined if not set in the file. */
  readonly weekStart: DigestConfig['weekStart'] | undefined;
  readonly goals: Goals;
  readonly holidays: HolidaysInput;
  readonly calendars: Calendars;
  readonly links: string | null;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly bots: ReadonlyMap<string, BotConfig>;
  readonly file: string;
  /** Templates folders by the path of their key. */
  readonly folders: ReadonlyMap<string, TemplateFolder>;
}
