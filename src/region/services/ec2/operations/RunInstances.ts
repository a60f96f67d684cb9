import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { type Context, operation } from '../../../service.ts';
import {
  invalidCombination,
  invalidValue,
  malformedImageId,
  missingParameter,
  noSuchImage,
  unsupportedHibernation,
} from '../errors.ts';
import { findImage } from '../images.ts';
import { checkInstanceType } from '../instanceTypes.ts';
import { fingerprint, launchedBefore } from '../launch/idempotency.ts';
import { spotRequest } from '../launch/market.ts';
import { checkMetadataOptions } from '../launch/metadata.ts';
import { place } from '../launch/placement.ts';
import { resolveProfile } from '../launch/profile.ts';
import { launchRequirements } from '../launch/requirements.ts';
import { rootVolume } from '../launch/rootVolume.ts';
import { checkTagSpecifications, launchTaggable, tagsFor } from '../launch/tagSpecifications.ts';
import { scriptOf } from '../launch/userData.ts';
import { volumeKeyIsUsable } from '../launch/volumeKey.ts';
import { publishState } from '../lifecycle.ts';
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
    'MetadataOptions',
    'BlockDeviceMappings.DeviceName',
    'BlockDeviceMappings.Ebs.Encrypted',
    'BlockDeviceMappings.Ebs.KmsKeyId',
    'HibernationOptions',
    'InstanceMarketOptions.MarketType',
    'InstanceMarketOptions.SpotOptions.SpotInstanceType',
    'DryRun',
  ],

  authorize: launchRequirements,

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
        profileAssociationId: details.profile && `iip-assoc-${context.hex(17)}`,
        rootVolumeId: `vol-${context.hex(17)}`,
        spot: spotRequest(context, input.InstanceMarketOptions),
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
  if (input.UserData) scriptOf(input.UserData);
  checkMetadataOptions(input.MetadataOptions ?? {});
  checkInstanceType(input.InstanceType ?? defaultType);
  checkTagSpecifications(context, input.TagSpecifications ?? [], launchTaggable, 'RunInstances');
  const image = findImage(context.db, ImageId);
  if (!image) throw noSuchImage([ImageId]);
  const { encrypted } = rootVolume(input);
  const hibernates = input.HibernationOptions?.Configured === true;
  if (image.RootDeviceType === 'instance-store' && (encrypted || hibernates))
    throw invalidCombination(
      'The image has an instance store as its root device, which is neither encrypted nor hibernated.',
    );
  // "The root volume must be encrypted" (Prerequisites for EC2 instance hibernation)
  if (hibernates && !encrypted) throw unsupportedHibernation();
}

/** What all instances of one request have in common. */
function settle(
  input: RunInstancesRequest,
  context: Context,
): Omit<InstanceDetails, 'launchIndex' | 'profileAssociationId' | 'rootVolumeId' | 'spot'> {
  const { subnet, securityGroupIds } = place(context.db, input);
  const volume = rootVolume(input);
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
    userData: input.UserData ? { base64: input.UserData, ran: false } : undefined,
    shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
    rootDeviceType: findImage(context.db, input.ImageId!)!.RootDeviceType as 'ebs' | 'instance-store',
    ...volume,
    keyIsDenied: !volumeKeyIsUsable(context, volume),
    hibernation: input.HibernationOptions?.Configured ?? false,
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
