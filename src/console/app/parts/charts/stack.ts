/** Values one above the other. Pure. */

export interface Layer {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Those that are not zero, from below. */
export function stack(values: readonly number[]): Layer[] {
  let sum = 0;
  return values.flatMap((value, index) => {
    if (value <= 0) return [];
    const from = sum;
    sum += value;
    return [{ index, from, to: sum }];
  });
}

/** The highest bar; 1 where there is none, so that an axis has a length. */
export function niceMost(points: readonly { readonly values: readonly number[] }[]): number {
  return Math.max(1, ...points.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
}
