import { operation } from '../../../service.ts';
import { checkedTemplate } from '../engine/definition.ts';
import { templateText } from '../engine/template-text.ts';
import { validationError } from '../errors.ts';
import { existingStack, onStack } from '../names.ts';
import { toParameterDeclarations, toTemplateSummary } from '../shapes.ts';

/** Source: CloudFormation API Reference, "GetTemplateSummary". */
export const GetTemplateSummary = operation<'cloudformation', 'GetTemplateSummary'>({
  accepts: ['TemplateBody', 'TemplateURL', 'StackName'],
  authorize: onStack('GetTemplateSummary'),
  run({ StackName, ...given }, context) {
    const isGiven = given.TemplateBody !== undefined || given.TemplateURL !== undefined;
    if (isGiven === (StackName !== undefined)) {
      throw validationError('Exactly one of StackName, TemplateBody and TemplateURL must be specified.');
    }
    const text =
      StackName === undefined ? templateText(context, given) : existingStack(context, StackName).definition.template;
    const template = checkedTemplate(text);
    return {
      ...toTemplateSummary(template),
      Parameters: toParameterDeclarations(template),
      ResourceTypes: [...new Set(Object.values(template.resources).map((resource) => resource.Type))].sort(),
      Version: template.version,
      Metadata: template.metadata && JSON.stringify(template.metadata),
    };
  },
});
