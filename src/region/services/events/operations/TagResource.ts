import { operation } from '../../../service.ts';
import { mergeTags, onTagged, requestTags, taggedResource } from '../tags.ts';

/** Source: EventBridge API Reference, "TagResource". */
export const TagResource = operation<'events', 'TagResource'>({
  accepts: ['ResourceARN', 'Tags'],
  authorize(input, context) {
    const requirement = onTagged(context, 'TagResource', input.ResourceARN);
    return [{ ...requirement, conditions: { ...requirement.conditions, ...requestTags(input.Tags) } }];
  },
  run(input, context) {
    const resource = taggedResource(context, input.ResourceARN);
    resource.replace(mergeTags(resource.tags, input.Tags));
    return {};
  },
});
