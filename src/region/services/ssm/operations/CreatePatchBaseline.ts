import { operation } from '../../../service.ts';
import {
  baselineMembers,
  checkBaseline,
  checkOperatingSystem,
  emptyBaseline,
  givenMembers,
} from '../patching/baseline-input.ts';
import { findBaselineByToken, insertBaseline } from '../patching/rows.ts';
import { addTags } from '../tags/rows.ts';

export const CreatePatchBaseline = operation<'ssm', 'CreatePatchBaseline'>({
  accepts: [...baselineMembers, 'OperatingSystem', 'ClientToken', 'Tags'],
  authorize: ({ Tags = [] }) => [
    {
      action: 'ssm:CreatePatchBaseline',
      resource: '*',
      conditions: Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    },
  ],
  run({ OperatingSystem, ClientToken, Tags, ...members }, context) {
    checkOperatingSystem(OperatingSystem);
    checkBaseline(members);
    const made = ClientToken === undefined ? undefined : findBaselineByToken(context.db, ClientToken);
    if (made !== undefined) return { BaselineId: made.baseline.BaselineId };
    const BaselineId = `pb-0${context.hex(16)}`;
    const baseline = {
      ...emptyBaseline,
      Name: members.Name!,
      ...givenMembers(members),
      OperatingSystem: 'DEBIAN',
      BaselineId,
    };
    insertBaseline(context.db, { baseline, createdAt: context.now, modifiedAt: context.now }, ClientToken);
    addTags(context.db, 'PatchBaseline', BaselineId, Tags);
    return { BaselineId };
  },
});
