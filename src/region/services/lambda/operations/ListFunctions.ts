import { operation } from '../../../service.ts';
import { describeFunction } from '../configuration.ts';
import { constraintViolated } from '../errors.ts';
import { listFunctions } from '../rows.ts';

/** Source: Lambda API Reference, "ListFunctions": at most 50 at a time. The marker is the last name that was listed. */
export const ListFunctions = operation<'lambda', 'ListFunctions'>({
  accepts: ['Marker', 'MaxItems'],
  run(input, context) {
    const most = input.MaxItems ?? 50;
    if (most < 1) throw constraintViolated(most, 'maxItems', 'Member must have value greater than or equal to 1');
    const size = Math.min(most, 50);
    const rows = listFunctions(context.db, input.Marker ?? '', size + 1);
    const page = rows.slice(0, size);
    return {
      Functions: page.map((row) => describeFunction(context, row)),
      ...(rows.length > size && { NextMarker: page.at(-1)?.name }),
    };
  },
});
