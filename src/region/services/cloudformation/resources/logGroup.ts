import { arn } from '../../../arn.ts';
import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList, tagMap } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::Logs::LogGroup". */
export const logGroup = resourceType({
  properties: {
    LogGroupName: { shape: 'String', change: 'replace' },
    RetentionInDays: { shape: 'Integer' },
    Tags: tagList,
  },
  attributes: ['Arn'],
  tags: { property: 'Tags', form: 'list' },

  create({ LogGroupName, RetentionInDays, Tags }, { context, name }) {
    const logGroupName = LogGroupName ?? name(512);
    context.call('logs', 'CreateLogGroup', { logGroupName, ...(Tags ? { tags: tagMap(Tags) } : {}) });
    if (RetentionInDays !== undefined) {
      context.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: RetentionInDays });
    }
    return { physicalId: logGroupName, attributes: { Arn: arn(context, 'logs', `log-group:${logGroupName}:*`) } };
  },

  update({ physicalId: logGroupName, properties: from }, to, context) {
    if (to.RetentionInDays === undefined) context.call('logs', 'DeleteRetentionPolicy', { logGroupName });
    else context.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: to.RetentionInDays });
    const { set, remove } = tagChanges(from.Tags, to.Tags);
    const resourceArn = arn(context, 'logs', `log-group:${logGroupName}`);
    if (remove.length > 0) context.call('logs', 'UntagResource', { resourceArn, tagKeys: remove });
    if (set.length > 0) context.call('logs', 'TagResource', { resourceArn, tags: tagMap(set) });
    return undefined;
  },

  remove({ physicalId: logGroupName }, context) {
    unlessGone(() => context.call('logs', 'DeleteLogGroup', { logGroupName }));
  },
});
