import { arn } from '../../../arn.ts';
import { WireError } from '../../../errors.ts';
import { MachineError } from '../../../machines/driver.ts';
import type { Context } from '../../../service.ts';
import type { InstanceDetails } from '../rows.ts';

/** The key that AWS manages for the account; nobody needs a right to use it. */
const managedByAws = 'alias/aws/ebs';

/**
 * Whether EC2 may use the key of the root volume: whoever launches or starts an instance with a volume that is encrypted with
 * a key of the customer's own creates a grant on that key for it. Whether the key is there, and what its policy says, is
 * not looked at. Source: EBS User Guide, "Requirements for Amazon EBS encryption".
 */
export function volumeKeyIsUsable(
  context: Context,
  { encrypted, kmsKeyId = managedByAws }: Pick<InstanceDetails, 'encrypted' | 'kmsKeyId'>,
): boolean {
  if (!encrypted || kmsKeyId === managedByAws) return true;
  try {
    context.authorize('ec2', [
      { action: 'kms:CreateGrant', resource: keyArn(context, kmsKeyId), conditions: grant(context) },
    ]);
    return true;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

/** Source: EC2 User Guide, "Troubleshoot instance launch issues": the instance ends as soon as it was started. */
export function unusableVolumeKey(): MachineError {
  return new MachineError('StartFailed', 'Client error on launch', { reason: 'Client.InternalError' });
}

function keyArn(context: Context, id: string): string {
  if (id.startsWith('arn:')) return id;
  return arn(context, 'kms', id.startsWith('alias/') ? id : `key/${id}`);
}

/** Condition keys of the grant. Source: KMS Developer Guide, "AWS KMS condition keys". */
const grant = ({ account, region }: Context) => ({
  'kms:CallerAccount': account,
  'kms:EncryptionContextKeys': ['aws:ebs:id'],
  'kms:GrantIsForAWSResource': 'true',
  'kms:GrantOperations': ['Decrypt'],
  'kms:ViaService': `ec2.${region}.amazonaws.com`,
});
