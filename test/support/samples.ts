/** `npm run test:long` sets it and tries every sample; `npm test` some of them, the same ones each time. Golden files are made of all. */
export const ALL = process.env.SAMPLES === 'all' || process.env.UPDATE_GOLDEN === '1';

/** How many samples of a property to try, of so many: a quarter in `npm test`, a tenth where each takes long. */
export const samples = (all: number, cost: 'little' | 'much' = 'little'): number =>
  ALL ? all : Math.ceil(all / (cost === 'much' ? 10 : 4));

/** The cases to try, of all there are: in `npm test` so many of them, spread evenly. */
export const someOf = <T>(count: number, cases: readonly T[]): readonly T[] =>
  ALL ? cases : cases.filter((_, index) => (index * count) % cases.length < count);
