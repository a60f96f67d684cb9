import { operation } from '../../../service.ts';
import { onTagged, taggedResource } from '../tags.ts';

/** Source: EventBridge API Reference, "UntagResource". */
export const UntagResource = operation<'events', 'UntagResource'>({
  accepts: ['ResourceARN', 'TagKeys'],
  authorize: (input, context) => [onTagged(context, 'UntagResource', input.ResourceARN)],
  run(input, context) {
    const resource = taggedResource(context, input.ResourceARN);
    resource.replace(resource.tags.filter(({ Key }) => !input.TagKeys.includes(Key!)));
    return {};
  },
});
