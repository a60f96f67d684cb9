import { operation } from '../../../service.ts';
import { checkedTemplate } from '../engine/definition.ts';
import { validationError } from '../errors.ts';
import { existingStack, onStack } from '../names.ts';
import { toParameterDeclarations, toTemplateSummary } from '../shapes.ts';

/** Source: CloudFormation API Reference, "GetTemplateSummary". */
export const GetTemplateSummary = operation<'cloudformation', 'GetTemplateSummary'>({
  accepts: ['TemplateBody', 'StackName'],
  authorize: onStack('GetTemplateSummary'),
  run({ TemplateBody, StackName }, context) {
    if ((TemplateBody === undefined) === (StackName === undefined)) {
      throw validationError('Exactly one of StackName and TemplateBody must be specified.');
    }
    const text = TemplateBody ?? existingStack(context, StackName ?? '').definition.template;
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
