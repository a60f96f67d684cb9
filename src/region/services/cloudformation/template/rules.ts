/** The section Rules. Source: AWS CloudFormation User Guide, "CloudFormation template Rules syntax". */
import { validationError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './functions/function.ts';
import type { Template } from './template.ts';

/** @throws WireError ValidationError with the descriptions of all assertions that do not hold */
export function checkRules(template: Template, scope: Scope): void {
  const broken = Object.entries(template.rules)
    .filter(([, rule]) => rule.RuleCondition === undefined || evaluate(rule.RuleCondition, 'Rules', scope) === true)
    .flatMap(([name, rule]) =>
      rule.Assertions.filter((assertion) => evaluate(assertion.Assert, 'Rules', scope) !== true).map(
        (assertion) => assertion.AssertDescription ?? `an assertion of the rule ${name} does not hold`,
      ),
    );
  if (broken.length > 0) throw validationError(broken.join('; '));
}
