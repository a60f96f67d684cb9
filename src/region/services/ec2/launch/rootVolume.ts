import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { notSupported } from '../../../errors.ts';
import { invalidCombination } from '../errors.ts';
import { rootDevice } from '../images.ts';

/** What a launch may say of its root volume. */
export interface RootVolume {
  readonly encrypted: boolean;
  readonly kmsKeyId?: string | undefined;
}

/**
 * The root volume as BlockDeviceMappings wants it.
 * @throws NotImplemented for further volumes; InvalidParameterCombination for a key without encryption
 */
export function rootVolume({ BlockDeviceMappings = [] }: Pick<RunInstancesRequest, 'BlockDeviceMappings'>): RootVolume {
  const other = BlockDeviceMappings.find(({ DeviceName }) => DeviceName !== rootDevice);
  if (other) throw notSupported(`BlockDeviceMappings of ${other.DeviceName}, only of the root device ${rootDevice}`);
  const { Encrypted = false, KmsKeyId } = BlockDeviceMappings[0]?.Ebs ?? {};
  if (KmsKeyId !== undefined && !Encrypted)
    throw invalidCombination('The parameter KmsKeyId requires the parameter Encrypted to be set.');
  return { encrypted: Encrypted, kmsKeyId: KmsKeyId };
}
