/** An affine transform [a b c d e f] in canvas order: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

// Indexes instead of array destructuring, which creates an iterator: a page has thousands of points.

/** The transform that applies `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const start = apply(outer, inner[4], inner[5]);
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    start.x,
    start.y,
  ];
}

export function apply(matrix: Matrix, x: number, y: number): { x: number; y: number } {
  return { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] };
}

/** The mean scale factor: the square root of the determinant. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** The rotation of the x axis in radians. */
export function angleOf([a, b]: Matrix): number {
  return Math.atan2(b, a);
}
