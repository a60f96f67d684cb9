import * as model from '@aws-sdk/client-iam';
import type { Service } from '../../service.ts';
import { managedPolicies } from './managed-policies.ts';
import { AddRoleToInstanceProfile } from './operations/AddRoleToInstanceProfile.ts';
import { AttachRolePolicy } from './operations/AttachRolePolicy.ts';
import { CreateInstanceProfile } from './operations/CreateInstanceProfile.ts';
import { CreatePolicy } from './operations/CreatePolicy.ts';
import { CreateRole } from './operations/CreateRole.ts';
import { DeleteInstanceProfile } from './operations/DeleteInstanceProfile.ts';
import { DeletePolicy } from './operations/DeletePolicy.ts';
import { DeleteRole } from './operations/DeleteRole.ts';
import { DeleteRolePolicy } from './operations/DeleteRolePolicy.ts';
import { DetachRolePolicy } from './operations/DetachRolePolicy.ts';
import { GetInstanceProfile } from './operations/GetInstanceProfile.ts';
import { GetPolicy } from './operations/GetPolicy.ts';
import { GetPolicyVersion } from './operations/GetPolicyVersion.ts';
import { GetRole } from './operations/GetRole.ts';
import { GetRolePolicy } from './operations/GetRolePolicy.ts';
import { ListAttachedRolePolicies } from './operations/ListAttachedRolePolicies.ts';
import { ListInstanceProfiles } from './operations/ListInstanceProfiles.ts';
import { ListInstanceProfilesForRole } from './operations/ListInstanceProfilesForRole.ts';
import { ListPolicies } from './operations/ListPolicies.ts';
import { ListRolePolicies } from './operations/ListRolePolicies.ts';
import { ListRoles } from './operations/ListRoles.ts';
import { ListRoleTags } from './operations/ListRoleTags.ts';
import { PutRolePolicy } from './operations/PutRolePolicy.ts';
import { RemoveRoleFromInstanceProfile } from './operations/RemoveRoleFromInstanceProfile.ts';
import { TagRole } from './operations/TagRole.ts';
import { UntagRole } from './operations/UntagRole.ts';
import { UpdateAssumeRolePolicy } from './operations/UpdateAssumeRolePolicy.ts';
import { UpdateRole } from './operations/UpdateRole.ts';
import { migrations, policies } from './rows.ts';

/** Roles, their policies, and the instance profiles that hand a role to an instance. */
export const service: Service = {
  name: 'iam',
  model,
  migrations,
  accessDenied: 'AccessDenied',
  operations: {
    AddRoleToInstanceProfile,
    AttachRolePolicy,
    CreateInstanceProfile,
    CreatePolicy,
    CreateRole,
    DeleteInstanceProfile,
    DeletePolicy,
    DeleteRole,
    DeleteRolePolicy,
    DetachRolePolicy,
    GetInstanceProfile,
    GetPolicy,
    GetPolicyVersion,
    GetRole,
    GetRolePolicy,
    ListAttachedRolePolicies,
    ListInstanceProfiles,
    ListInstanceProfilesForRole,
    ListPolicies,
    ListRolePolicies,
    ListRoleTags,
    ListRoles,
    PutRolePolicy,
    RemoveRoleFromInstanceProfile,
    TagRole,
    UntagRole,
    UpdateAssumeRolePolicy,
    UpdateRole,
  },
  open(context) {
    for (const [name, { path, description, document }] of Object.entries(managedPolicies))
      policies.put(context.db, {
        arn: `arn:aws:iam::aws:policy${path}${name}`,
        id: `ANPA${Buffer.from(name).toString('hex').slice(0, 17).toUpperCase()}`,
        name,
        path,
        document: JSON.stringify(document),
        description,
        tags: '[]',
        createdAt: 0,
      });
  },
};
