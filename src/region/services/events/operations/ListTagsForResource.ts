import { operation } from '../../../service.ts';
import { onTagged, taggedResource } from '../tags.ts';

/** Source: EventBridge API Reference, "ListTagsForResource". */
export const ListTagsForResource = operation<'events', 'ListTagsForResource'>({
  accepts: ['ResourceARN'],
  authorize: (input, context) => [onTagged(context, 'ListTagsForResource', input.ResourceARN)],
  run: (input, context) => ({ Tags: [...taggedResource(context, input.ResourceARN).tags] }),
});
