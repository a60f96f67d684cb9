import type { InstanceAttribute, InstanceAttributeName } from '@aws-sdk/client-ec2';
import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { rootDevice } from '../images.ts';
import { instancesById, onInstances } from '../reading.ts';
import type { InstanceDetails } from '../rows.ts';

/** Attribute -> what is answered for it. */
const attributes: Partial<
  Record<InstanceAttributeName, (details: InstanceDetails) => Omit<InstanceAttribute, 'InstanceId'>>
> = {
  disableApiStop: ({ disableApiStop }) => ({ DisableApiStop: { Value: disableApiStop } }),
  disableApiTermination: ({ disableApiTermination }) => ({ DisableApiTermination: { Value: disableApiTermination } }),
  groupSet: ({ securityGroupIds }) => ({ Groups: securityGroupIds.map((GroupId) => ({ GroupId })) }),
  instanceInitiatedShutdownBehavior: ({ shutdownBehavior }) => ({
    InstanceInitiatedShutdownBehavior: { Value: shutdownBehavior },
  }),
  instanceType: ({ instanceType }) => ({ InstanceType: { Value: instanceType } }),
  rootDeviceName: () => ({ RootDeviceName: { Value: rootDevice } }),
  userData: ({ userData }) => ({ UserData: { Value: userData?.base64 } }),
};

/** One attribute of one instance. */
export const DescribeInstanceAttribute = operation<'ec2', 'DescribeInstanceAttribute'>({
  accepts: ['InstanceId', 'Attribute', 'DryRun'],
  authorize: ({ InstanceId }, context) => onInstances(context, 'ec2:DescribeInstanceAttribute', [InstanceId!]),
  run({ InstanceId, Attribute }, { db }) {
    const read = attributes[Attribute!];
    if (!read) throw notSupported(`the attribute ${Attribute} of DescribeInstanceAttribute`);
    const [instance] = instancesById(db, [InstanceId!]);
    return { InstanceId, ...read(instance!.details) };
  },
});
