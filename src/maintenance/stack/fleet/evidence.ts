// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnCondition, CfnDeletionPolicy, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription, CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allow, type Statement } from '../policy.ts';
import type { ParameterName } from './parameters.ts';

/** Where the evidence of each run stays, also when the stack goes, and the topic on which people hear of it. */
export class Evidence extends Construct {
  readonly bucket: CfnBucket;
  readonly topic: CfnTopic;
  /** what the functions find in their environment */
  readonly variables: Record<string, string>;

  constructor(scope: Construct, id: string, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);
    this.bucket = new CfnBucket(this, 'EvidenceBucket', {
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    });
    this.bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    this.bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;

    this.topic = new CfnTopic(this, 'AlarmTopic');
    const address = parameters.AlarmAddress.valueAsString;
    const given = new CfnCondition(this, 'WithAddress', {
      expression: Fn.conditionNot(Fn.conditionEquals(address, '')),
    });
    const subscription = new CfnSubscription(this, 'AlarmSubscription', {
      topicArn: this.topic.ref,
      protocol: 'email',
      endpoint: address,
    });
    subscription.cfnOptions.condition = given;
    this.variables = { EVIDENCE_BUCKET: this.bucket.ref, ALARM_TOPIC: this.topic.ref };
  }

  mayBeWritten(): Statement {
    return allow(['s3:PutObject'], Fn.sub('${EvidenceBucket.Arn}/runs/*'));
  }

  mayBeRead(): Statement {
    return allow(['s3:GetObject'], Fn.sub('${EvidenceBucket.Arn}/runs/*'));
  }

  mayBeListed(folder: string): Statement {
    return allow(['s3:ListBucket'], this.bucket.attrArn, { StringLike: { 's3:prefix': `runs/*/${folder}/` } });
  }

  /** On the topic. */
  mayBePublished(): Statement {
    return allow(['sns:Publish'], this.topic.ref);
  }

  /** On the default event bus, as from wakepatch. */
  mayBePutAsEvents(): Statement {
    return allow(
      ['events:PutEvents'],
      Fn.sub('arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'),
      { StringEquals: { 'events:source': 'wakepatch' } },
    );
  }
}
