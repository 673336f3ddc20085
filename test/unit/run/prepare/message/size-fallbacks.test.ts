import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Artifact } from '../../../../../src/render/artifact.js';
import { type MessageVariant, sizeFallbacks } from '../../../../../src/run/prepare/message/size-fallbacks.js';
import { attachment } from '../../../../support/envelope.js';

const TYPES = ['application/pdf', 'application/xlsx', 'text/csv', 'application/json', 'image/png'];
const file = (format: number, size: number) =>
  attachment(`${format}-${size}`, TYPES[format] ?? '', new Uint8Array(size));
const arbitraryFiles = fc
  .array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 50 })), { maxLength: 7 })
  .map((all) => all.map(([format, size]) => file(format, size)));

const total = (files: readonly Artifact[]) => files.reduce((sum, { bytes }) => sum + bytes.length, 0);
const PICTURES = { full: 30, light: 10, none: 0 };
const sizeOf = ({ attachments, pictures }: MessageVariant) => 5 + PICTURES[pictures] + total(attachments);
const formatsOf = (files: readonly Artifact[]) => new Set(files.map(({ mediaType }) => mediaType));
const first = (files: readonly Artifact[], limit: number) =>
  sizeFallbacks(files).find((load) => sizeOf(load) <= limit);

const runs = { seed: 20261123, numRuns: 300 };
const inputs = [arbitraryFiles, fc.nat({ max: 300 })] as const;

describe('The first load that fits', () => {
  test('loses no file: each travels or is named as left out, in the order of the digest', () => {
    fc.assert(
      fc.property(arbitraryFiles, (files) => {
        for (const { attachments, leftOut } of sizeFallbacks(files)) {
          expect(files.filter((one) => attachments.includes(one))).toEqual(attachments);
          expect(files.filter((one) => !attachments.includes(one))).toEqual(leftOut);
        }
      }),
      runs,
    );
  });

  test('leaves a format out whole or not at all', () => {
    fc.assert(
      fc.property(arbitraryFiles, (files) => {
        for (const { attachments, leftOut } of sizeFallbacks(files))
          expect([...formatsOf(attachments)].filter((format) => formatsOf(leftOut).has(format))).toEqual([]);
      }),
      runs,
    );
  });

  test('touches nothing while everything fits, and makes pictures lighter before it leaves a format out', () => {
    fc.assert(
      fc.property(...inputs, (files, limit) => {
        const load = first(files, limit);
        if (limit >= 35 + total(files)) expect(load).toMatchObject({ pictures: 'full', leftOut: [] });
        else if (limit >= 15 + total(files)) expect(load).toMatchObject({ pictures: 'light', leftOut: [] });
        else expect(load?.pictures).not.toBe('full');
      }),
      runs,
    );
  });

  test('leaves out as few formats as can be', () => {
    fc.assert(
      fc.property(...inputs, (files, limit) => {
        const load = first(files, limit);
        if (!load || load.pictures === 'none') return;
        const formats = [...formatsOf(files)];
        const fewer = subsets(formats).filter(({ length }) => length < formatsOf(load.leftOut).size);
        for (const out of fewer)
          expect(15 + total(files.filter(({ mediaType }) => !out.includes(mediaType)))).toBeGreaterThan(
            limit,
          );
      }),
      runs,
    );
  });

  test('is without pictures only where no file fits, and there only where nothing else does', () => {
    fc.assert(
      fc.property(...inputs, (files, limit) => {
        const load = first(files, limit);
        expect(load === undefined).toBe(limit < 5);
        if (load?.pictures === 'none') {
          expect(load.attachments).toEqual([]);
          expect(limit).toBeLessThan(15);
        }
      }),
      runs,
    );
  });
});

test('Of equally many formats the one named last stays behind, wherever that is enough', () => {
  const files = [file(0, 10), file(1, 20), file(2, 20), file(2, 1)];
  const kept = (limit: number) => first(files, limit)?.attachments.map(({ name }) => name);
  expect(kept(15 + 31)).toEqual(['0-10', '1-20']);
  expect(kept(15 + 29)).toEqual(['0-10']);
  const large = [file(0, 90), file(1, 5)];
  expect(first(large, 20)?.attachments.map(({ name }) => name)).toEqual(['1-5']);
});

function subsets<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((__, index) => (bits >> index) % 2 === 1),
  );
}
