import { asInteger, type IntrinsicFunction } from './intrinsic.ts';

export const numbers: Record<string, IntrinsicFunction> = {
  'States.MathRandom': {
    arguments: [2, 3],
    // From the start number, included, to the end number, excluded.
    call: ([from, to, seed], scope) => {
      const [start, end] = [asInteger(from), asInteger(to)];
      if (start > end) throw new RangeError('the start number must not be greater than the end number');
      return start + Math.floor(scope.random(seed === undefined ? undefined : asInteger(seed)) * (end - start));
    },
  },
  'States.MathAdd': { arguments: [2, 2], call: ([a, b]) => asInteger(a) + asInteger(b) },
  'States.UUID': { arguments: [0, 0], call: (_, scope) => scope.uuid() },
};
