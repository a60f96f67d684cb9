/** How an instance stands in answers (API page of the data type Instance). */
import type { Instance as InstanceShape, Reservation } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.ts';
import { rootDevice } from './images.ts';
import { metadataOptions } from './launch/metadata.ts';
import { allSecurityGroups } from './network.ts';
import type { Instance } from './rows.ts';
import { instanceState } from './states.ts';
import { tagsOf } from './tags.ts';

/** No addresses and no names in the DNS: a machine's network is its driver's, not that of the VPC. */
export function describeInstance({ db }: Context, instance: Instance): InstanceShape {
  const { details } = instance;
  const isTerminated = instance.state === 'terminated';
  return {
    InstanceId: instance.id,
    ImageId: details.imageId,
    InstanceType: details.instanceType as InstanceShape['InstanceType'],
    State: instanceState(instance.state),
    StateTransitionReason: instance.transitionReason,
    StateReason:
      instance.reasonCode === null
        ? undefined
        : { Code: instance.reasonCode, Message: instance.reasonMessage ?? undefined },
    LaunchTime: wholeSeconds(instance.launchedAt),
    AmiLaunchIndex: details.launchIndex,
    ClientToken: details.clientToken ?? '',
    Placement: { AvailabilityZone: details.availabilityZone, GroupName: '', Tenancy: 'default' },
    Monitoring: { State: 'disabled' },
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EbsOptimized: false,
    MetadataOptions: metadataOptions,
    RootDeviceName: rootDevice,
    RootDeviceType: details.rootDeviceType ?? 'ebs',
    HibernationOptions: { Configured: details.hibernation ?? false },
    ...(details.spot && { InstanceLifecycle: 'spot', SpotInstanceRequestId: details.spot.requestId }),
    BlockDeviceMappings:
      isTerminated || details.rootDeviceType === 'instance-store'
        ? []
        : [
            {
              DeviceName: rootDevice,
              Ebs: {
                VolumeId: details.rootVolumeId,
                Status: 'attached',
                AttachTime: wholeSeconds(details.createdAt),
                DeleteOnTermination: true,
              },
            },
          ],
    IamInstanceProfile: details.profile,
    ...(!isTerminated && {
      VpcId: details.vpcId,
      SubnetId: details.subnetId,
    }),
    SecurityGroups: isTerminated
      ? []
      : allSecurityGroups(db)
          .filter(({ id }) => details.securityGroupIds.includes(id))
          .map(({ id, name }) => ({ GroupId: id, GroupName: name })),
    Tags: tagsOf(db, instance.id),
  };
}

/** Instances of one request stand together, in the order of the first of each. */
export function describeReservations(context: Context, instances: readonly Instance[]): Reservation[] {
  const reservations = Map.groupBy(instances, ({ reservationId }) => reservationId);
  return [...reservations].map(([ReservationId, members]) => ({
    ReservationId,
    OwnerId: context.account,
    Groups: [],
    Instances: members.map((instance) => describeInstance(context, instance)),
  }));
}

/** EC2 tells times in whole seconds. @param time milliseconds since epoch */
export function wholeSeconds(time: number): Date {
  return new Date(Math.floor(time / 1000) * 1000);
}
