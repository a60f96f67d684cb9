import type { IamInstanceProfile, IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import { WireError } from '../../../errors.ts';
import { type Context, type Requirement, servicePrincipal } from '../../../service.ts';
import { invalidCombination, invalidValue } from '../errors.ts';

export interface ResolvedProfile {
  readonly profile: IamInstanceProfile;
  readonly roleArns: readonly string[];
}

/**
 * Looks an instance profile up by its name or ARN.
 * @throws InvalidParameterValue, InvalidParameterCombination
 */
export function resolveProfile(context: Context, { Arn, Name }: IamInstanceProfileSpecification): ResolvedProfile {
  if (Arn !== undefined && Name !== undefined)
    throw invalidCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  const invalid = () =>
    Arn === undefined
      ? invalidValue(
          `Value (${Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
        )
      : invalidValue(
          `Value (${Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
        );
  const name = Name ?? Arn?.match(/^arn:aws:iam::\d{12}:instance-profile\/(?:.*\/)?([^/]+)$/)?.[1];
  if (!name) throw invalid();
  const found = lookUp(context, name);
  if (found === undefined || (Arn !== undefined && found.Arn !== Arn)) throw invalid();
  return {
    profile: { Arn: found.Arn, Id: found.InstanceProfileId },
    roleArns: (found.Roles ?? []).map((role) => role.Arn!),
  };
}

/** As EC2 itself: whoever launches an instance needs `iam:PassRole`, not the right to read profiles. */
function lookUp(context: Context, InstanceProfileName: string) {
  try {
    const as = servicePrincipal('ec2.amazonaws.com');
    return context.call('iam', 'GetInstanceProfile', { InstanceProfileName }, as).InstanceProfile;
  } catch (error) {
    if (error instanceof WireError && error.code === 'NoSuchEntity') return undefined;
    throw error;
  }
}

/** Handing a role to instances takes `iam:PassRole` on it (Grant permissions to use IAM roles with EC2, User Guide). */
export function passing({ roleArns }: ResolvedProfile): Requirement[] {
  return roleArns.map((resource) => ({
    action: 'iam:PassRole',
    resource,
    conditions: { 'iam:PassedToService': 'ec2.amazonaws.com' },
  }));
}
