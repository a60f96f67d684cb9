import { operation } from '../../../service.ts';
import { functionNamed, onFunction } from '../function.ts';

/** Source: Lambda API Reference, "ListTags". */
export const ListTags = operation<'lambda', 'ListTags'>({
  accepts: ['Resource'],
  authorize: (input, context) => [onFunction(context, 'ListTags', input.Resource)],
  run: (input, context) => ({ Tags: functionNamed(context, input.Resource).tags }),
});
