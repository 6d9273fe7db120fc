import fc from 'fast-check';
import { chunk, halves, splitBySize } from '../../src/core/split';

const items = fc.array(fc.nat(50), { maxLength: 60 });

describe('chunk', () => {
  it('keeps everything in order, in pieces of the size and a rest', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 20 }), (list, size) => {
        const chunks = chunk(list, size);
        expect(chunks.flat()).toEqual(list);
        expect(chunks).toHaveLength(Math.ceil(list.length / size));
        for (const piece of chunks.slice(0, -1)) expect(piece).toHaveLength(size);
        for (const piece of chunks) expect(piece.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('halves', () => {
  it('are both shorter than a list of two or more, and together the list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 40 }), (list) => {
        const [first, second] = halves(list);
        expect([...first, ...second]).toEqual(list);
        expect(first.length).toBeLessThan(list.length);
        expect(second.length).toBeLessThan(list.length);
        expect(Math.abs(first.length - second.length)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('splitBySize', () => {
  const sizeOf = (item: number): number => item;
  const total = (piece: number[]): number => piece.reduce((sum, item) => sum + item, 0);

  it('keeps everything in order, in pieces within the limit unless a single item is beyond it', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 120 }), (list, limit) => {
        const pieces = splitBySize(list, sizeOf, limit);
        expect(pieces.flat()).toEqual(list);
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          if (piece.length > 1) expect(total(piece)).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('makes no piece that would have fitted onto the one before it', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 120 }), (list, limit) => {
        const pieces = splitBySize(list, sizeOf, limit);
        for (const [index, piece] of pieces.slice(1).entries()) {
          expect(total(pieces[index] ?? []) + (piece[0] ?? 0)).toBeGreaterThan(limit);
        }
      }),
    );
  });
});
