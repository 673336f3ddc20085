/** An error of the YAML parser: its code and offset. */
interface SyntaxError {
  readonly code: string;
  readonly offset: number;
  /** Offset of an unclosed quote. */
  readonly openQuote: number | null;
}

export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
}

const WORDS: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: 'a backslash in double quotes starts an escape; use single quotes or two backslashes',
  BAD_INDENT: 'the indentation or a closing bracket is wrong here',
  BAD_SCALAR_START: 'a value cannot start with this character: put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value that holds “: ” needs quotes, and a nested key a line of its own',
  BLOCK_IN_FLOW: 'a list or mapping of several lines cannot stand inside brackets or braces',
  KEY_OVER_1024_CHARS: 'a key cannot have more than 1024 characters',
  MISSING_CHAR: 'a quote, bracket, comma or colon is missing here',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line: a colon or a quote is missing here or above',
  UNEXPECTED_TOKEN: 'this is not valid YAML here; a value that starts with a brace or bracket needs quotes',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
};

/** The message for an error, at the value that caused it if its first character explains it. */
export function syntaxFault({ code, offset, openQuote }: SyntaxError, text: string): SyntaxFault {
  if (openQuote !== null && code === 'MISSING_CHAR' && openQuote < offset)
    return { offset: openQuote, message: 'this quote is not closed' };
  const general = { offset, message: WORDS[code] ?? 'this is not valid YAML' };
  if (code === 'TAB_AS_INDENT' || code === 'BAD_DQ_ESCAPE') return general;
  return byFirstCharacter(code, offset, text) ?? comment(code, offset, text) ?? general;
}

/** The value in a line: after `key:`, after `-`, or all of it. */
const VALUE =
  /^(?:[ \t]*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s"'#&*!|>%@`{}[\],:][^:#]*):[ \t]+|[ \t]*(?:- +)+|[ \t]*)(?=\S)/;

const FIRST = /^[*&!|>%@`?-]/;

function byFirstCharacter(code: string, offset: number, text: string): SyntaxFault | null {
  if (code === 'BAD_INDENT') return null;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, start + MAX_LINE_LENGTH).split('\n', 1)[0] ?? '';
  const at = VALUE.exec(line)?.[0].length ?? 0;
  const value = line.slice(at);
  if (start + at > offset) return null;
  const [first = ''] = FIRST.exec(value) ?? [];
  if (first !== '')
    return { offset: start + at, message: `a value cannot start with “${first}” here: put it in quotes` };
  if (code === 'UNEXPECTED_TOKEN' && /^["']/.test(value))
    return {
      offset,
      message:
        'the quotes end before this; inside single quotes write a quote twice, inside double quotes put a backslash before it',
    };
  return null;
}

/** Only this much of a longer line is examined. */
const MAX_LINE_LENGTH = 2_000;

/** `{ channel: #general }`: the rest of the line is a comment, so the closing bracket is missing. */
function comment(code: string, offset: number, text: string): SyntaxFault | null {
  if (code !== 'BAD_INDENT' && code !== 'MISSING_CHAR') return null;
  const before = text.slice(Math.max(0, offset - MAX_LINE_LENGTH), offset).trimEnd();
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const [head] = /^.*?[:,[{]\s+(?=#\S)/.exec(line) ?? [];
  if (head === undefined) return null;
  const start = Math.max(0, offset - MAX_LINE_LENGTH) + before.lastIndexOf('\n') + 1;
  return { offset: start + head.length, message: 'an unquoted # starts a comment: put the value in quotes' };
}
