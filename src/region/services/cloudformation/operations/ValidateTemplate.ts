import { operation } from '../../../service.ts';
import { checkedTemplate } from '../engine/definition.ts';
import { templateText } from '../engine/template-text.ts';
import { toParameterDeclarations, toTemplateSummary } from '../shapes.ts';

/** Source: CloudFormation API Reference, "ValidateTemplate". */
export const ValidateTemplate = operation<'cloudformation', 'ValidateTemplate'>({
  accepts: ['TemplateBody', 'TemplateURL'],
  run(input, context) {
    const template = checkedTemplate(templateText(context, input));
    const Parameters = toParameterDeclarations(template).map(
      ({ ParameterType: _type, ParameterConstraints: _constraints, ...parameter }) => parameter,
    );
    return { ...toTemplateSummary(template), Parameters };
  },
});
