import { operation } from '../../../service.ts';
import { checkedTemplate } from '../engine/definition.ts';
import { validationError } from '../errors.ts';
import { toParameterDeclarations, toTemplateSummary } from '../shapes.ts';

/** Source: CloudFormation API Reference, "ValidateTemplate". */
export const ValidateTemplate = operation<'cloudformation', 'ValidateTemplate'>({
  accepts: ['TemplateBody'],
  run({ TemplateBody }) {
    if (!TemplateBody) throw validationError('Either Template URL or Template Body must be specified.');
    const template = checkedTemplate(TemplateBody);
    const Parameters = toParameterDeclarations(template).map(
      ({ ParameterType: _type, ParameterConstraints: _constraints, ...parameter }) => parameter,
    );
    return { ...toTemplateSummary(template), Parameters };
  },
});
