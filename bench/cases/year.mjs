import { runProgram } from '../measure/run-program.mjs';

const BOTS = 50;

export const year = {
  key: 'f',
  title: 'A year in hours for 50 bots, fetched, composed and written as CSV',
  async run({ folder, api }) {
    const { fetching, composing, writing, rows, bytes, memory } = await runProgram(
      'year',
      [folder, api.ready, BOTS],
      { memory: true },
    );
    return {
      rows: [
        { what: 'fetching and reading', ...fetching },
        { what: 'composing the digest', ...composing },
        { what: 'writing CSV', ...writing, more: `${rows} rows, ${(bytes / 1e6).toFixed(1)} MB` },
        { what: 'all of it, in one process', memory },
      ],
      ratios: [],
    };
  },
};
