import { describe, expect, test } from 'vitest';
import { DEFAULT_VARIANT } from '../../../../src/sandbox/reports/variant.js';
import { parseVariants, VARIANTS } from '../../../../src/sandbox/reports/variant-words.js';
import { codeIn, repositoryFile, rowsOf, sectionOf } from '../../../support/markdown.js';

describe('the variants of the command line', () => {
  test.each([
    [['dayZero=monday'], { dayZero: 'monday' }],
    [['offsetSign=-1, group=rows'], { offsetSign: -1, groupShape: 'rows' }],
    [['arrays=none', 'to=day,average=messages'], { arrays: 'none', to: 'day', average: 'messages' }],
    [['rate=3', 'concurrent=2', 'maxDays=31'], { rate: 3, concurrent: 2, maxDays: 31 }],
    [['deprecated'], { deprecated: '2027-06-30' }],
    [['deprecated=2026-12-31', 'zeros=dropped'], { deprecated: '2026-12-31', zeros: 'dropped' }],
  ])('%j', (words, says) => {
    expect(parseVariants(words)).toEqual({ ...DEFAULT_VARIANT, ...says });
  });

  test.each([
    ['dayZerro=monday', 'There is no variant “dayZerro”, did you mean “dayZero”?'],
    [
      'dayZero=friday',
      'The variant dayZero has no value “friday”: write dayZero=VALUE, where VALUE is sunday, monday.',
    ],
    ['dayZero', 'The variant dayZero has no value “”'],
    ['rate=0', 'The variant rate has no value “0”'],
    ['deprecated=soon', 'The variant deprecated has no value “soon”'],
    ['to=day,to=exclusive', 'The variant “to” is given twice.'],
    ['toString', 'There is no variant “toString”'],
  ])('%s is refused', (words, message) => {
    expect(() => parseVariants([words])).toThrow(message);
  });

  test('stand on the page of the sandbox, with their values in order', () => {
    const rows = rowsOf(sectionOf(repositoryFile('docs/sandbox.md'), 'variants'));
    expect(rows.map(([name = '']) => codeIn(name)[0])).toEqual(Object.keys(VARIANTS));
    for (const [name = '', values = ''] of rows) {
      const known = VARIANTS[codeIn(name)[0] ?? '']?.values.split(', ') ?? [];
      if (known.length > 1) expect(codeIn(values)).toEqual(known);
    }
  });
});
