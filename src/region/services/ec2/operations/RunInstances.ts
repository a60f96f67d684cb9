import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { arn } from '../../../arn.ts';
import { notSupported } from '../../../errors.ts';
import { type Context, operation, type Requirement } from '../../../service.ts';
import { invalidValue, malformedImageId, missingParameter, noSuchImage } from '../errors.ts';
import { findImage } from '../images.ts';
import { checkInstanceType } from '../instanceTypes.ts';
import { fingerprint, launchedBefore } from '../launch/idempotency.ts';
import { place } from '../launch/placement.ts';
import { passing, resolveProfile } from '../launch/profile.ts';
import { checkTagSpecifications, tagging, tagsFor } from '../launch/tagSpecifications.ts';
import { publishState } from '../lifecycle.ts';
import { tagConditions } from '../reading.ts';
import { pending } from '../reasons.ts';
import { findInstance, type Instance, type InstanceDetails, insertInstance, insertReservation } from '../rows.ts';
import { describeReservations } from '../shape.ts';
import { putTags } from '../tags.ts';
import { addImagePreparation } from '../work.ts';

/** What an instance is launched as where no InstanceType is given (API page of RunInstances). */
const defaultType = 'm1.small';

/**
 * Launches instances. They are answered as `pending`; the machines are made afterwards, the first time after their image
 * was built, and an instance whose machine cannot be made ends as `terminated` with the cause in its StateReason.
 */
export const RunInstances = operation<'ec2', 'RunInstances'>({
  accepts: [
    'ImageId',
    'InstanceType',
    'MinCount',
    'MaxCount',
    'SubnetId',
    'SecurityGroupIds',
    'Placement.AvailabilityZone',
    'IamInstanceProfile',
    'TagSpecifications',
    'ClientToken',
    'DisableApiStop',
    'DisableApiTermination',
    'InstanceInitiatedShutdownBehavior',
    'UserData',
    'DryRun',
  ],

  authorize(input, context) {
    const specifications = input.TagSpecifications ?? [];
    return [
      ...launching(input, context),
      ...tagging(context, specifications),
      ...(input.IamInstanceProfile ? passing(resolveProfile(context, input.IamInstanceProfile)) : []),
    ];
  },

  run(input, context) {
    const { db } = context;
    check(input, context);
    const before = launchedBefore(db, input);
    if (before) return describeReservations(context, before)[0]!;

    const details = settle(input, context);
    const reservationId = `r-${context.hex(17)}`;
    insertReservation(db, { id: reservationId, request: fingerprint(input) }, input.ClientToken);
    const specifications = input.TagSpecifications ?? [];
    const launched = Array.from({ length: input.MaxCount! }, (_, launchIndex) => {
      const instance = insert(context, reservationId, {
        ...details,
        launchIndex,
        rootVolumeId: `vol-${context.hex(17)}`,
      });
      putTags(db, instance.id, tagsFor(specifications, 'instance'));
      putTags(db, instance.details.rootVolumeId, tagsFor(specifications, 'volume'));
      publishState(context, instance);
      return instance;
    });
    addImagePreparation(context, details.imageId);
    return describeReservations(context, launched)[0]!;
  },
});

/** The resources that a launch touches (Actions, resources, and condition keys for Amazon EC2). */
function launching(input: RunInstancesRequest, context: Context): Requirement[] {
  const { subnet, securityGroupIds } = place(context.db, input);
  const type = { 'ec2:InstanceType': input.InstanceType ?? defaultType, 'ec2:Region': context.region };
  const requested = (kind: 'instance' | 'volume') =>
    tagConditions('Request', tagsFor(input.TagSpecifications ?? [], kind));
  const on = (resource: string, conditions: Record<string, string | undefined> = {}): Requirement => ({
    action: 'ec2:RunInstances',
    resource,
    conditions: { ...type, ...conditions },
  });
  return [
    on(`arn:aws:ec2:${context.region}::image/${input.ImageId}`),
    on(arn(context, 'ec2', 'instance/*'), requested('instance')),
    on(arn(context, 'ec2', 'network-interface/*')),
    ...securityGroupIds.map((id) => on(arn(context, 'ec2', `security-group/${id}`))),
    on(arn(context, 'ec2', `subnet/${subnet.id}`)),
    on(arn(context, 'ec2', 'volume/*'), requested('volume')),
  ];
}

function check(input: RunInstancesRequest, context: Context): void {
  const { ImageId, MinCount, MaxCount } = input;
  if (!ImageId) throw missingParameter('ImageId');
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(ImageId)) throw malformedImageId(ImageId);
  if (MinCount! < 1)
    throw invalidValue(`Value (${MinCount}) for parameter minCount is invalid. Expecting a positive value.`);
  if (MaxCount! < MinCount!)
    throw invalidValue(
      `Value (${MaxCount}) for parameter maxCount is invalid. It is less than minCount (${MinCount}).`,
    );
  if (input.UserData) throw notSupported('the parameter UserData of RunInstances');
  checkInstanceType(input.InstanceType ?? defaultType);
  checkTagSpecifications(context, input.TagSpecifications ?? []);
  if (!findImage(context.db, ImageId)) throw noSuchImage([ImageId]);
}

/** What all instances of one request have in common. */
function settle(input: RunInstancesRequest, context: Context): Omit<InstanceDetails, 'launchIndex' | 'rootVolumeId'> {
  const { subnet, securityGroupIds } = place(context.db, input);
  return {
    imageId: input.ImageId!,
    instanceType: input.InstanceType ?? defaultType,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    availabilityZone: subnet.availabilityZone,
    securityGroupIds,
    profile: input.IamInstanceProfile && resolveProfile(context, input.IamInstanceProfile).profile,
    clientToken: input.ClientToken,
    createdAt: context.now,
    disableApiStop: input.DisableApiStop ?? false,
    disableApiTermination: input.DisableApiTermination ?? false,
    shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
  };
}

function insert(context: Context, reservationId: string, details: InstanceDetails): Instance {
  const id = `i-${context.hex(17)}`;
  insertInstance(context.db, {
    id,
    reservationId,
    state: 'pending',
    starts: 1,
    launchedAt: context.now,
    health: 'initializing',
    impairedSince: null,
    reasonCode: pending.code,
    reasonMessage: pending.message,
    transitionReason: '',
    details,
  });
  return findInstance(context.db, id)!;
}
