import { workbookText } from '../../support/workbook-text.js';

/** A cell as Excel shows it, and the number it holds. */
interface ShownCell {
  readonly text: string;
  readonly value: number | null;
}

/** The rows of each sheet by its name, with cells by their column letter. */
export async function shownSheets(bytes: Uint8Array) {
  const sheets = (await workbookText(bytes)).split(/^# /m).slice(1);
  return new Map(
    sheets.map((sheet) => {
      const [name = '', ...lines] = sheet.split('\n');
      const rows = new Map<number, Record<string, ShownCell>>();
      for (const line of lines) {
        const [, column = '', row = '', rest = ''] = /^([A-Z]+)(\d+) (.*)$/.exec(line) ?? [];
        if (column === '') continue;
        rows.set(Number(row), { ...rows.get(Number(row)), [column]: shownCell(rest) });
      }
      return [name, [...rows.values()]] as const;
    }),
  );
}

function shownCell(rest: string): ShownCell {
  const [, text] = /text (".*?")(?: \[.*\])?(?: → .*)?$/.exec(rest) ?? [];
  if (text !== undefined) return { text: String(JSON.parse(text)).replaceAll('|', ''), value: null };
  const [, number = '', format = ''] = /number (\S+)(?: \[(.*)\])?$/.exec(rest) ?? [];
  return { text: formatted(Number(number), format), value: Number(number) };
}

/** What Excel makes of a number under a format of digits, signs and quoted words, in English. */
function formatted(value: number, format: string): string {
  const [positive = '', negative, zero] = format.split(';');
  const section = value < 0 ? (negative ?? positive) : value === 0 ? (zero ?? positive) : positive;
  const scaled = Math.abs(value) * (section.includes('%') ? 100 : 1);
  return section.replace(/"([^"]*)"|[#0,]+(?:\.(0+))?/g, (_whole, words?: string, decimals?: string) => {
    const digits = decimals?.length ?? 0;
    return (
      words ?? scaled.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    );
  });
}
