import {
  Context,
  defaultOperators,
  type Emitter,
  type FilterImplOptions,
  Liquid,
  LiquidError,
  type LiquidOptions,
  type Template,
} from 'liquidjs';
import type { TemplateFault } from '../config/schema/plugins.js';
import { UserError } from '../lib/errors.js';
import { suggest } from '../lib/text/suggest.js';
import { Work, WorkExceeded } from './work.js';

/** `html` escapes every value, `text` none. */
export type TemplateLanguage = 'html' | 'text';

/** In characters. */
const MAX_SOURCE_LENGTH = 1_000_000;

/** In steps of `Work`: a large mail from the package's templates takes less than a tenth. */
const BUDGET = 10_000_000;

/** Templates read own properties of their view only; an empty mapping replaces the file system. */
const SAFE: LiquidOptions = {
  parseLimit: MAX_SOURCE_LENGTH,
  operators: meteredOperators(),
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  locale: 'en',
  timezoneOffset: 0,
};

/** Tags that read other templates: a template is one file. */
const WITHOUT_TAGS = ['include', 'render', 'layout', 'block'];
/** Filters that bypass escaping, or whose result depends on the clock or on chance. */
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
  for (const [name, filter] of Object.entries(liquid.filters))
    liquid.registerFilter(name, metered(name, filter));
  meterRendering(liquid);
  return liquid;
}

/** liquidjs calls only `use` and `check` of a limiter. */
const limiterOf = (work: Work) => ({ use: (count: number) => work.use(count), check() {}, work }) as never;

const workOf = ({ memoryLimit }: Context) => (memoryLimit as unknown as { readonly work: Work }).work;

/** Charges for each property read: tags and comparisons cost about as much. */
class MeteredContext extends Context {
  override readProperty(...place: Parameters<Context['readProperty']>): unknown {
    const [, key] = place;
    if (typeof key === 'object') workOf(this).read(key);
    const value: unknown = super.readProperty(...place);
    workOf(this).use(READING);
    workOf(this).read(value);
    return value;
  }

  override spawn(scope: object = {}): Context {
    const { sync, globals, strictVariables, ownPropertyOnly, opts, memoryLimit, renderLimit, liquid } = this;
    const options = { sync, globals, strictVariables, ownPropertyOnly };
    return new MeteredContext(scope, opts, options, { memoryLimit, renderLimit, liquid });
  }
}

function render(liquid: Liquid, template: Template[], view: object): string {
  const limiter = limiterOf(new Work(BUDGET));
  const limits = { memoryLimit: limiter, renderLimit: limiter, liquid };
  return liquid.renderSync(template, new MeteredContext(view, liquid.options, { sync: true }, limits));
}

/** Costs of a tag and of a property read, in steps. */
const STEP = 10;
const READING = 5;

/** A tag costs `STEP` and the length of its source; output costs its length. */
function meterRendering({ renderer }: Liquid): void {
  const plain = renderer.renderTemplates;
  renderer.renderTemplates = function* (templates, context, emitter = new MeteredEmitter(context)) {
    const work = workOf(context);
    work.use(STEP);
    for (const { token } of templates) work.use(STEP + token.end - token.begin);
    return yield* plain.call(this, templates, context, emitter);
  };
}

class MeteredEmitter implements Emitter {
  buffer = '';
  readonly #work: Work;

  constructor(context: Context) {
    this.#work = workOf(context);
  }

  write(value: unknown): void {
    this.#work.read(value);
    this.buffer += textOf(value);
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  return value === null || value === undefined ? '' : String(value);
}

/** Filters that search: in the worst case, they compare at every position. */
const SEARCHING = /^(split|replace|remove)/;
/** Filters that compile an expression and evaluate it for each item. */
const EXPRESSION = /_exp$/;
const COMPILING = 50;

/** Wraps a filter so that its arguments are charged before it runs. */
function metered(name: string, filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler;
  return function (this, value: unknown, ...given: unknown[]) {
    const work = workOf(this.context);
    const all = [value, ...given];
    for (const argument of all) work.read(argument);
    if (/^(json|jsonify|inspect|to_integer)$/.test(name)) for (const argument of all) work.readDeep(argument);
    if (name.startsWith('sort') && Array.isArray(value)) {
      const rounds = Math.ceil(Math.log2(value.length + 1)) * READING;
      for (let round = 0; round < rounds; round++) work.read(value);
    }
    if (SEARCHING.test(name)) work.use(comparisons(value, given[0]));
    if (EXPRESSION.test(name)) work.use(COMPILING * (sizeOf(value) + sizeOf(given.at(-1))));
    return handler.call(this, value, ...given);
  };
}

const comparisons = (text: unknown, sought: unknown) => (sizeOf(text) * sizeOf(sought)) / 8;
const sizeOf = (value: unknown) => (typeof value === 'string' || Array.isArray(value) ? value.length : 1);

function meteredOperators(): NonNullable<LiquidOptions['operators']> {
  const comparing = ['==', '!=', '>', '<', '>=', '<=', 'contains'];
  const changed = Object.entries(defaultOperators).map(([name, operator]) => {
    if (!comparing.includes(name)) return [name, operator];
    const metered = (left: unknown, right: unknown, context: Context) => {
      const work = workOf(context);
      work.read(left);
      work.read(right);
      if (name === 'contains') work.use(comparisons(left, right));
      return (operator as (...given: unknown[]) => unknown)(left, right, context);
    };
    return [name, metered];
  });
  return Object.fromEntries(changed);
}

/**
 * Renders Liquid source with a plain view; values are never parsed as template code. A name that the view lacks renders as nothing:
 * `templateFault` refuses unknown names at load time, and at run time a mail with a gap is better than none.
 */
export function fillTemplate(
  { file, source }: { readonly file: string; readonly source: string },
  language: TemplateLanguage,
  view: object,
): string {
  try {
    const liquid = engine(language);
    return render(liquid, liquid.parse(source), view);
  } catch (error) {
    if (!(error instanceof LiquidError || error instanceof WorkExceeded)) throw error;
    const { line, column, message } = faultOf(error);
    const place = line === 0 ? file : `${file}:${line}:${column}`;
    throw new UserError('bad-template', `The template ${place} cannot be filled in: it ${message}.`, {
      cause: error,
    });
  }
}

/** The first problem of a template, or null: parses it, checks the names in all branches and renders every sample. */
export function templateFault(
  source: string,
  language: TemplateLanguage,
  samples: readonly object[],
): TemplateFault | null {
  try {
    const liquid = engine(language, { strictVariables: true });
    const template = liquid.parse(source);
    if (isLarge(source)) return { line: 1, column: 1, message: 'has too many tags for its length' };
    const unknown = unknownName(liquid, template, samples);
    for (const sample of unknown ? [] : samples) render(liquid, template, sample);
    return unknown;
  } catch (error) {
    return faultOf(error);
  }
}

/** Limit of source length times names: for each name, liquidjs counts the lines before it. */
const MAX_LINES_COUNTED = 300_000_000;

function isLarge(source: string): boolean {
  const code = source.match(/\{[{%][\s\S]*?[}%]\}/g) ?? [];
  return source.length * (code.join(' ').match(/\w+/g)?.length ?? 0) > MAX_LINES_COUNTED;
}

/** The first top-level name that no sample has. */
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
  const [line = 0, column = 0] = error instanceof LiquidError ? error.token.getPosition() : [];
  const { message } = error instanceof LiquidError ? (error.originalError ?? error) : (error as Error);
  return { line, column, message: wordsFor(message) };
}

/** liquidjs messages and their replacements; `$1` is the name in question. */
const WORDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^undefined variable: (.*?)(, line.*)?$/s, 'there is no “$1” here'],
  [/^undefined filter: (.*)$/s, 'there is no filter “$1” here'],
  [/^tag "(.*)" not found$/s, 'there is no tag “$1” here'],
  [/^(?:tag|output) "?(.*?)(?:\\n.*)?"? not closed.*$/s, '“$1” is not closed'],
  [/limit exceeded/, 'takes too much work: its loops and lists are too long'],
  [/call stack/, 'is nested too deeply'],
  [/^(.*?), line:\d+, col:\d+$/s, '$1'],
];

function wordsFor(message: string): string {
  const [pattern, words] = WORDS.find(([known]) => known.test(message)) ?? [/^(.*)$/s, '$1'];
  if (/^(takes|is) /.test(words)) return words;
  return message.replace(pattern, words).replace(/\s+/g, ' ').trim();
}
