import { operation } from '../../../service.ts';
import { taggedResource } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "UntagResource". */
export const UntagResource = operation<'states', 'UntagResource'>({
  accepts: ['resourceArn', 'tagKeys'],
  authorize: (input) => [{ action: 'states:UntagResource', resource: input.resourceArn }],
  run({ resourceArn, tagKeys }, context) {
    const resource = taggedResource(context, resourceArn);
    resource.replace(resource.tags.filter(({ key }) => !tagKeys.includes(key ?? '')));
    return {};
  },
});
