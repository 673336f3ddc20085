import { peakMemory, timed, workCommand } from '../measure/child.mjs';

const ROWS = 100_000;

export const workbook = {
  key: 'd',
  title: 'A workbook with 100,000 rows of conversations, cold process',
  async run({ standard }) {
    const few = workCommand('workbook', standard, 100);
    const many = workCommand('workbook', standard, ROWS);
    const memory = await peakMemory(many);
    return {
      rows: [
        { what: '100 rows', ...(await timed(few)), memory: await peakMemory(few) },
        { what: `${ROWS} rows`, ...(await timed(many)), memory },
      ],
      ratios: [{ what: 'XLSX with 100,000 rows: peak memory', value: memory / 1e6, most: 200, unit: 'MB' }],
    };
  },
};
