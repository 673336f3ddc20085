import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  Parser,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Issue, shortenedValue } from '../problem.js';
import type { Entry, Path, Position, Tree } from './tree.js';
import { maskVariables, unmaskVariables } from './variables.js';
import { syntaxFault } from './yaml-faults.js';

const MAX_NODES = 20_000;
/** A key, its colon, its value and a comma are four tokens. */
const MAX_TOKENS = 4 * MAX_NODES;
/** Including white space, line ends and comments. */
const MAX_LEXEMES = 5 * MAX_TOKENS;
const MAX_ALIASES = 1_000;
const MAX_LEVELS = 40;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A parsed file; `tree` is null if it could not be parsed. */
export interface Parsed {
  readonly tree: Tree | null;
  readonly issues: readonly Issue[];
}

/**
 * Parses one YAML document with the YAML 1.2 core schema, even with a `%YAML 1.1` directive, so that `off` is always a string. Never
 * throws: problems are returned as issues.
 */
export function parseYaml(text: string): Parsed {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof TooMuch) return { tree: null, issues: [whole(error.message)] };
    throw error;
  }
}

function parseTree(text: string): Parsed {
  const lines = new LineCounter();
  const source: Source = { text, lines, openQuote: null };
  // The library's check of duplicate keys takes quadratic time; `TreeReader` finds them in linear time.
  const composer = new Composer({ prettyErrors: false, schema: 'core', uniqueKeys: false });
  const [document, second] = composer.compose(tokensOf(maskVariables(text), source), true, text.length);
  const syntax = syntaxIssues(document, second, source);
  if (syntax.length > 0) return { tree: null, issues: syntax };
  if (document === undefined || isBlank(document.contents))
    return { tree: null, issues: [whole('is empty')] };
  const reader = new TreeReader(document, lines);
  const tree = reader.read(document.contents, [], 0);
  return { tree, issues: reader.issues };
}

/** The text, and what the lexer found in it. */
interface Source {
  readonly text: string;
  /** Offsets of line starts. */
  readonly lines: LineCounter;
  /** Offset of an unclosed quote. */
  openQuote: number | null;
}

/**
 * Limits tokens and depth before the document is composed: composing takes far more time and memory, and its recursion would
 * overflow the stack.
 */
function* tokensOf(text: string, source: Source): Generator<CST.Token> {
  const parser = new Parser(source.lines.addNewLine);
  const count = { lexemes: 0, tokens: 0, aliases: 0 };
  let offset = 0;
  source.lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_LEVELS * 2) throw new TooMuch('is nested too deeply');
    const kind = CST.tokenType(lexeme);
    if (isOpen(lexeme)) source.openQuote = offset;
    if (!MARKS.has(lexeme)) offset += lexeme.length;
    count.lexemes += 1;
    if (kind === 'alias') count.aliases += 1;
    if (kind !== null && !BLANK.has(kind)) count.tokens += 1;
    if (count.lexemes > MAX_LEXEMES) throw new TooMuch('holds too many lines, blanks or comments');
    if (count.tokens > MAX_TOKENS) throw new TooMuch(TOO_MANY);
    if (count.aliases > MAX_ALIASES) throw new TooMuch(`holds more than ${MAX_ALIASES} aliases`);
  }
  yield* parser.end();
}

/** Lexemes of the lexer that have no source text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Whether a quoted scalar is unclosed. */
const isOpen = (lexeme: string): boolean =>
  /^["']/.test(lexeme) && (lexeme.length === 1 || lexeme.at(-1) !== lexeme[0]);

const TOO_MANY = `holds too many keys and values: at most ${MAX_NODES} are taken`;

const BLANK: ReadonlySet<CST.TokenType> = new Set<CST.TokenType>([
  'byte-order-mark',
  'comment',
  'newline',
  'space',
]);

/** The first syntax error: later ones mostly follow from it. */
function syntaxIssues(
  document: Document.Parsed | undefined,
  second: Document.Parsed | undefined,
  source: Source,
): Issue[] {
  const error = document?.errors[0];
  if (error) return [syntaxIssue(error, source)];
  if (second === undefined) return [];
  const message = 'the file must hold one document: remove this “---” and what follows';
  return [{ path: [], at: positionAt(second.range[0], source.lines), message }];
}

const isBlank = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);

class TooMuch extends Error {}

/** Converts the library's nodes into a tree, aliases expanded, within limits of depth and nodes. */
class TreeReader {
  readonly issues: Issue[] = [];
  readonly #targets: ReadonlyMap<Alias, unknown>;
  readonly #lines: LineCounter;
  #nodes = 0;

  constructor(document: Document, lines: LineCounter) {
    this.#targets = aliasTargets(document);
    this.#lines = lines;
  }

  read(node: unknown, path: Path, level: number): Tree {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES)
      throw new TooMuch(
        this.#targets.size > 0 ? 'holds too much once its aliases are written out' : TOO_MANY,
      );
    if (level > MAX_LEVELS) throw new TooMuch('is nested too deeply');
    if (isAlias(node)) return this.#alias(node, path, level);
    this.#refuseTag(node, path);
    if (isMap(node)) return this.#mapping(node, path, level);
    if (isSeq(node)) return this.#list(node, path, level);
    return this.#scalar(isScalar(node) ? node : null, path);
  }

  #alias(node: Alias, path: Path, level: number): Tree {
    const target = this.#targets.get(node);
    if (target !== undefined) return this.read(target, path, level + 1);
    const at = this.#position(node.range);
    const source = shortenedValue(unmaskVariables(`*${node.source}`));
    this.issues.push({
      path,
      at,
      message: `${source} refers to an anchor that is not there; a text needs quotes`,
    });
    return { kind: 'scalar', value: null, source, interpolated: false, at };
  }

  #list(node: YAMLSeq, path: Path, level: number): Tree {
    const items = node.items.map((item, index) => this.read(item, [...path, index], level + 1));
    return { kind: 'list', items, at: this.#position(node.range) };
  }

  #mapping(node: YAMLMap, path: Path, level: number): Tree {
    const seen = new Set<string>();
    const entries = node.items.flatMap((pair): Entry[] => {
      const keyAt = this.#position(rangeOf(pair.key) ?? node.range);
      const key = this.#key(pair, path, keyAt);
      if (key === null) return [];
      if (seen.has(key)) {
        this.issues.push({ path: [], at: keyAt, message: 'this key stands here a second time' });
        return [];
      }
      seen.add(key);
      const value = this.read(pair.value, [...path, key], level + 1);
      return [{ key, keyAt, value: pair.value === null ? { ...value, at: keyAt } : value }];
    });
    return { kind: 'mapping', entries, at: this.#position(node.range) };
  }

  #key(pair: Pair, path: Path, at: Position): string | null {
    const key = isScalar(pair.key) ? unmaskVariables(pair.key.source ?? String(pair.key.value)) : null;
    const fault = keyFault(key, isScalar(pair.key) && pair.key.type === 'PLAIN');
    if (fault === null) return key;
    this.issues.push({ path, at, message: fault });
    return null;
  }

  #scalar(node: Scalar | null, path: Path): Tree {
    const at = this.#position(node?.range);
    if (node?.anchor !== undefined && node.source === '')
      this.issues.push({
        path,
        at,
        message: `${shortenedValue(unmaskVariables(`&${node.anchor}`))} names an anchor and no value; a text needs quotes`,
      });
    const value = node?.value ?? null;
    const source = unmaskVariables(node?.source ?? String(value ?? ''));
    const interpolated = false;
    if (typeof value === 'number' || typeof value === 'boolean' || value === null)
      return { kind: 'scalar', value, source, interpolated, at };
    return { kind: 'scalar', value: unmaskVariables(String(value)), source, interpolated, at };
  }

  #refuseTag(node: unknown, path: Path): void {
    const tag = isMap(node) || isSeq(node) || isScalar(node) ? node.tag : undefined;
    if (tag === undefined) return;
    const at = this.#position(rangeOf(node));
    this.issues.push({
      path,
      at,
      message: tagFault(shortenedValue(shortTag(tag))),
    });
  }

  #position(range: readonly number[] | null | undefined): Position {
    return positionAt(range?.[0] ?? 0, this.#lines);
  }
}

/** Resolves aliases: the last preceding node with that anchor. */
function aliasTargets(document: Document): ReadonlyMap<Alias, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function keyFault(key: string | null, isPrintableAscii: boolean): string | null {
  if (key === null) return 'a key must be one plain word';
  if (key === '<<' && isPrintableAscii)
    return 'merge keys (<<) are not read; write the keys out, or give a whole value by an alias such as *name';
  return FORBIDDEN_KEYS.has(key) ? `“${key}” cannot be a key` : null;
}

const tagFault = (tag: string): string =>
  `the tag ${tag} is not allowed; ${tag.startsWith('!!') ? 'write the value plainly' : 'a text that starts with ! needs quotes'}`;

const shortTag = (tag: string): string => tag.replace('tag:yaml.org,2002:', '!!');

function rangeOf(node: unknown): readonly number[] | null | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
}

function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const whole = (message: string): Issue => ({ path: [], at: { line: 0, column: 0 }, message });

function syntaxIssue({ code, pos }: YAMLError, { text, lines, openQuote }: Source): Issue {
  const { offset, message } = syntaxFault({ code, offset: pos[0], openQuote }, text);
  return { path: [], at: positionAt(offset, lines), message };
}
