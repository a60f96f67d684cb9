/** Amazon EC2: instances behind which real machines stand. */
import * as model from '@aws-sdk/client-ec2';
import type { Service } from '../../service.ts';
import { effects } from './effects/index.ts';
import { dryRunOperation } from './errors.ts';
import { openImages } from './images.ts';
import { openNetwork } from './network.ts';
import { CreateSnapshot } from './operations/CreateSnapshot.ts';
import { CreateTags } from './operations/CreateTags.ts';
import { DeleteSnapshot } from './operations/DeleteSnapshot.ts';
import { DeleteTags } from './operations/DeleteTags.ts';
import { DescribeAvailabilityZones } from './operations/DescribeAvailabilityZones.ts';
import { DescribeIamInstanceProfileAssociations } from './operations/DescribeIamInstanceProfileAssociations.ts';
import { DescribeImages } from './operations/DescribeImages.ts';
import { DescribeInstanceAttribute } from './operations/DescribeInstanceAttribute.ts';
import { DescribeInstanceStatus } from './operations/DescribeInstanceStatus.ts';
import { DescribeInstances } from './operations/DescribeInstances.ts';
import { DescribeInstanceTypes } from './operations/DescribeInstanceTypes.ts';
import { DescribeRegions } from './operations/DescribeRegions.ts';
import { DescribeSecurityGroups } from './operations/DescribeSecurityGroups.ts';
import { DescribeSnapshots } from './operations/DescribeSnapshots.ts';
import { DescribeSubnets } from './operations/DescribeSubnets.ts';
import { DescribeTags } from './operations/DescribeTags.ts';
import { DescribeVolumes } from './operations/DescribeVolumes.ts';
import { DescribeVpcs } from './operations/DescribeVpcs.ts';
import { ModifyInstanceAttribute } from './operations/ModifyInstanceAttribute.ts';
import { RebootInstances } from './operations/RebootInstances.ts';
import { RunInstances } from './operations/RunInstances.ts';
import { StartInstances } from './operations/StartInstances.ts';
import { StopInstances } from './operations/StopInstances.ts';
import { TerminateInstances } from './operations/TerminateInstances.ts';
import { migrations } from './rows.ts';
import { timers } from './timers.ts';
import { addProbe } from './work.ts';

export const service: Service = {
  name: 'ec2',
  model,
  operations: {
    CreateSnapshot,
    CreateTags,
    DeleteSnapshot,
    DeleteTags,
    DescribeAvailabilityZones,
    DescribeIamInstanceProfileAssociations,
    DescribeImages,
    DescribeInstanceAttribute,
    DescribeInstanceStatus,
    DescribeInstanceTypes,
    DescribeInstances,
    DescribeRegions,
    DescribeSecurityGroups,
    DescribeSnapshots,
    DescribeSubnets,
    DescribeTags,
    DescribeVolumes,
    DescribeVpcs,
    ModifyInstanceAttribute,
    RebootInstances,
    RunInstances,
    StartInstances,
    StopInstances,
    TerminateInstances,
  },
  migrations,
  accessDenied: 'UnauthorizedOperation',
  linkedActions: ['iam:GetInstanceProfile'],
  admit({ DryRun }) {
    if (DryRun === true) throw dryRunOperation();
  },
  effects,
  timers,
  open(context) {
    openImages(context.db, context.now);
    openNetwork(context);
    // While the Region was down machines may have come to stand otherwise than the rows say.
    addProbe(context, true);
  },
};
