import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::SNS::TopicPolicy". A topic that is left out gets its default policy back. */
export const topicPolicy = resourceType({
  properties: {
    PolicyDocument: { shape: 'Json', required: true },
    Topics: { shape: { list: 'String' }, required: true },
  },
  attributes: ['Id'],

  create({ PolicyDocument, Topics }, { context, name }) {
    for (const TopicArn of Topics)
      context.call('sns', 'SetTopicAttributes', policyOf(TopicArn, jsonText(PolicyDocument)));
    const physicalId = name(128);
    return { physicalId, attributes: { Id: physicalId } };
  },

  update({ properties: from }, { PolicyDocument, Topics }, context) {
    for (const TopicArn of from.Topics)
      if (!Topics.includes(TopicArn))
        unlessGone(() => context.call('sns', 'SetTopicAttributes', policyOf(TopicArn, '')));
    for (const TopicArn of Topics)
      context.call('sns', 'SetTopicAttributes', policyOf(TopicArn, jsonText(PolicyDocument)));
    return undefined;
  },

  remove({ properties: { Topics } }, context) {
    for (const TopicArn of Topics) unlessGone(() => context.call('sns', 'SetTopicAttributes', policyOf(TopicArn, '')));
  },
});

const policyOf = (TopicArn: string, AttributeValue: string) => ({ TopicArn, AttributeName: 'Policy', AttributeValue });
