import { operation } from '../../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { policies } from '../rows.ts';

/** Policies here have one version, `v1`. Source: IAM API Reference, "GetPolicyVersion". */
export const GetPolicyVersion = operation<'iam', 'GetPolicyVersion'>({
  accepts: ['PolicyArn', 'VersionId'],
  authorize: (input) => [{ action: 'iam:GetPolicyVersion', resource: input.PolicyArn }],
  run({ PolicyArn, VersionId }, { db }) {
    const row = policies.find(db, PolicyArn);
    if (!row || VersionId !== 'v1')
      throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
    const version = { VersionId, IsDefaultVersion: true, CreateDate: new Date(row.createdAt) };
    return { PolicyVersion: { ...version, Document: encodeURIComponent(row.document) } };
  },
});
