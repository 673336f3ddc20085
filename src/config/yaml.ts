import {
  type Alias,
  Composer,
  type CST,
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
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Issue } from './problem.js';
import type { Entry, Path, Position, Tree } from './tree.js';
import { maskVariables, unmaskVariables } from './variables.js';

const MOST_NODES = 20_000;
const MOST_LEVELS = 40;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A parsed file: `tree` is null when there is nothing to go on with. */
export interface Parsed {
  readonly tree: Tree | null;
  readonly issues: readonly Issue[];
}

/** Reads one YAML 1.2 document with the core schema. Never throws: what is wrong comes back as issues. */
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
  const composer = new Composer({ prettyErrors: false });
  const [document, second] = composer.compose(tokensOf(maskVariables(text), lines), true, text.length);
  const syntax = syntaxIssues(document, second, lines);
  if (syntax.length > 0) return { tree: null, issues: syntax };
  if (document === undefined || isBlank(document.contents))
    return { tree: null, issues: [whole('is empty')] };
  const reader = new TreeReader(document, lines);
  const tree = reader.read(document.contents, [], 0);
  return { tree, issues: [...document.errors.map((error) => syntaxIssue(error, lines)), ...reader.issues] };
}

/** The library's own recursion ends the process when it runs out of stack, so depth is bounded before it composes. */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MOST_LEVELS * 2) throw new TooMuch('is nested too deeply');
  }
  yield* parser.end();
}

/** The first error of syntax: the ones behind it mostly follow from it. Repeated keys do no harm to the rest. */
function syntaxIssues(
  document: Document.Parsed | undefined,
  second: Document.Parsed | undefined,
  lines: LineCounter,
): Issue[] {
  const error = document?.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (error) return [syntaxIssue(error, lines)];
  if (second === undefined) return [];
  const message = 'the file must hold one document: remove this “---” and what follows';
  return [{ path: [], at: positionAt(second.range[0], lines), message }];
}

const isBlank = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);

class TooMuch extends Error {}

/** Turns the library's nodes into a tree, aliases written out, within limits on depth and on nodes in all. */
class TreeReader {
  readonly issues: Issue[] = [];
  readonly #document: Document;
  readonly #lines: LineCounter;
  #nodes = 0;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  read(node: unknown, path: Path, level: number): Tree {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) throw new TooMuch('holds too much once its aliases are written out');
    if (level > MOST_LEVELS) throw new TooMuch('is nested too deeply');
    if (isAlias(node)) return this.#alias(node, path, level);
    this.#refuseTag(node, path);
    if (isMap(node)) return this.#mapping(node, path, level);
    if (isSeq(node)) return this.#list(node, path, level);
    return this.#scalar(isScalar(node) ? node : null);
  }

  #alias(node: Alias, path: Path, level: number): Tree {
    const target = node.resolve(this.#document);
    if (target !== undefined) return this.read(target, path, level + 1);
    const at = this.#position(node.range);
    const source = unmaskVariables(`*${node.source}`);
    this.issues.push({ path, at, message: `${source} refers to an anchor that is not there` });
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
      if (key === null || seen.has(key)) return [];
      seen.add(key);
      const value = this.read(pair.value, [...path, key], level + 1);
      return [{ key, keyAt, value: pair.value === null ? { ...value, at: keyAt } : value }];
    });
    return { kind: 'mapping', entries, at: this.#position(node.range) };
  }

  #key(pair: Pair, path: Path, at: Position): string | null {
    const key = isScalar(pair.key) ? unmaskVariables(pair.key.source ?? String(pair.key.value)) : null;
    const fault =
      key === null
        ? 'a key must be one plain word'
        : FORBIDDEN_KEYS.has(key)
          ? `“${key}” cannot be a key`
          : null;
    if (fault === null) return key;
    this.issues.push({ path, at, message: fault });
    return null;
  }

  #scalar(node: Scalar | null): Tree {
    const at = this.#position(node?.range);
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
      message: `the tag ${shortTag(tag)} is not allowed; write the value plainly`,
    });
  }

  #position(range: readonly number[] | null | undefined): Position {
    return positionAt(range?.[0] ?? 0, this.#lines);
  }
}

const shortTag = (tag: string): string => tag.replace('tag:yaml.org,2002:', '!!');

function rangeOf(node: unknown): readonly number[] | null | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
}

function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const whole = (message: string): Issue => ({ path: [], at: { line: 0, column: 0 }, message });

const SYNTAX: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_DQ_ESCAPE: 'a backslash in double quotes starts an escape; use single quotes or two backslashes',
  BAD_INDENT: 'the indentation or a closing bracket is wrong here',
  BAD_SCALAR_START: 'a value that starts with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value that holds “: ” needs quotes, and a nested key a line of its own',
  DUPLICATE_KEY: 'this key stands here a second time',
  MISSING_CHAR: 'a quote, bracket, comma or colon is missing here',
  UNEXPECTED_TOKEN: 'this is not valid YAML here; a value that starts with a brace or bracket needs quotes',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
};

function syntaxIssue(error: YAMLError, lines: LineCounter): Issue {
  return {
    path: [],
    at: positionAt(error.pos[0], lines),
    message: SYNTAX[error.code] ?? 'this is not valid YAML',
  };
}
