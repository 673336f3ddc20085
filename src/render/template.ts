import { Liquid, LiquidError, type LiquidOptions, type Template } from 'liquidjs';
import type { TemplateFault } from '../config/schema/plugins.js';
import { remembering } from '../lib/remember.js';
import { suggest } from '../lib/suggest.js';

/** How values are written: `html` escapes every one, `text` leaves them as they are. */
export type TemplateLanguage = 'html' | 'text';

/** Lengths in characters, time in ms, memory in the library's own units of about a byte. */
const LIMITS = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 50_000_000 };

/** Templates see own properties of their view only, and no file: an empty mapping stands in for the disk. */
const SAFE: LiquidOptions = {
  ...LIMITS,
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  locale: 'en',
  timezoneOffset: 0,
};

/** A template is one file, */
const WITHOUT_TAGS = ['include', 'render', 'layout', 'block'];
/** its values are always escaped, and what it makes depends on its view alone: not on a clock and not on chance. */
const WITHOUT_FILTERS = [
  'raw',
  'sample',
  'date',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
];

function engine(language: TemplateLanguage, options: LiquidOptions = {}): Liquid {
  const escaping: LiquidOptions = language === 'html' ? { outputEscape: 'escape' } : {};
  const liquid = new Liquid({ ...SAFE, ...escaping, ...options });
  for (const name of WITHOUT_TAGS) delete liquid.tags[name];
  for (const name of WITHOUT_FILTERS) liquid.unregisterFilter(name);
  return liquid;
}

type Fill = (view: object) => string;

/** Every mail of a digest is filled from the same two sources. */
const SOURCES_KEPT = 20;
const parsed = { html: remembering<Fill>(SOURCES_KEPT), text: remembering<Fill>(SOURCES_KEPT) };

function parse(source: string, language: TemplateLanguage): Fill {
  const liquid = engine(language);
  const template = liquid.parse(source);
  return (view) => liquid.renderSync(template, view);
}

/**
 * Fills Liquid source from a plain view. Values never become template code. A name that the view does not hold is nothing:
 * `templateFault` has refused it where it could be seen, and a mail with an empty place is better than none.
 */
export function fillTemplate(source: string, language: TemplateLanguage, view: object): string {
  return parsed[language](source, () => parse(source, language))(view);
}

/** What is wrong with a template: it is parsed, its names are looked up in every branch, and every sample is filled in. */
export function templateFault(
  source: string,
  language: TemplateLanguage,
  samples: readonly object[],
): TemplateFault | null {
  try {
    const liquid = engine(language, { strictVariables: true });
    const template = liquid.parse(source);
    const unknown = unknownName(liquid, template, samples);
    for (const sample of unknown ? [] : samples) liquid.renderSync(template, sample);
    return unknown;
  } catch (error) {
    return faultOf(error);
  }
}

/** A name at the top of the view that no sample holds. */
function unknownName(liquid: Liquid, template: Template[], samples: readonly object[]): TemplateFault | null {
  const known = new Set(samples.flatMap((sample) => Object.keys(sample)));
  const { globals } = liquid.analyzeSync(template, { partials: false });
  const unknown = Object.values(globals)
    .flat()
    .filter(({ segments: [name] }) => typeof name === 'string' && !known.has(name))
    .toSorted((a, b) => a.location.row - b.location.row || a.location.col - b.location.col);
  const [first] = unknown;
  if (!first) return null;
  const name = String(first.segments[0]);
  const suggestion = suggest(name, known);
  const { row: line, col: column } = first.location;
  return { line, column, message: notThere(name), ...(suggestion === null ? {} : { suggestion }) };
}

const notThere = (name: string) => `there is no “${name}” here`;

function faultOf(error: unknown): TemplateFault {
  if (!(error instanceof LiquidError))
    return { line: 0, column: 0, message: 'is not a template that can be filled in' };
  const [line = 0, column = 0] = error.token.getPosition();
  return { line, column, message: wordsFor((error.originalError ?? error).message) };
}

/** The library's messages, in words for people; `$1` is what was named. */
const WORDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^undefined variable: (.*?)(, line.*)?$/s, 'there is no “$1” here'],
  [/^undefined filter: (.*)$/s, 'there is no filter “$1” here'],
  [/^tag "(.*)" not found$/s, 'there is no tag “$1” here'],
  [/^(?:tag|output) "?(.*?)(?:\\n.*)?"? not closed.*$/s, '“$1” is not closed'],
  [/limit exceeded/, 'takes too much time or memory'],
  [/^(.*?), line:\d+, col:\d+$/s, '$1'],
];

function wordsFor(message: string): string {
  const [pattern, words] = WORDS.find(([known]) => known.test(message)) ?? [/^(.*)$/s, '$1'];
  if (words.startsWith('takes')) return words;
  return message.replace(pattern, words).replace(/\s+/g, ' ').trim();
}
