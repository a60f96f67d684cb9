import { operation } from '../../../service.ts';
import { findChangeSet } from '../changeSets.ts';
import { changeSetNotFound } from '../errors.ts';
import { existingStack, onStack } from '../names.ts';

/** Without transforms, the original and the processed template are the same. Source: CloudFormation API Reference, "GetTemplate". */
export const GetTemplate = operation<'cloudformation', 'GetTemplate'>({
  accepts: ['StackName', 'ChangeSetName', 'TemplateStage'],
  authorize: onStack('GetTemplate'),
  run({ StackName, ChangeSetName }, context) {
    const definition =
      ChangeSetName === undefined
        ? existingStack(context, StackName ?? '').definition
        : findChangeSet(context, ChangeSetName, StackName)?.definition;
    if (!definition) throw changeSetNotFound(ChangeSetName ?? '');
    return { TemplateBody: definition.template, StagesAvailable: ['Original', 'Processed'] };
  },
});
