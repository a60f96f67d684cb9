/** Conditions of Choice states in words that fit beside an arrow. Pure. */
import type { ChoiceRule } from '../../../../../operator/executions/definition.ts';

const signs: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '≤',
  GreaterThan: '>',
  GreaterThanEquals: '≥',
};

/** Beginnings that every condition has, and that so say nothing. */
const common = /\$states\.input\.|\$\.(?=[A-Za-z_])/g;

export function conditionText(rule: ChoiceRule): string {
  if (rule.Condition !== undefined) return rule.Condition.replace(/^\{%\s*|\s*%\}$/g, '').replace(common, '');
  if (Array.isArray(rule.And)) return (rule.And as ChoiceRule[]).map(conditionText).join(' and ');
  if (Array.isArray(rule.Or)) return (rule.Or as ChoiceRule[]).map(conditionText).join(' or ');
  if (rule.Not) return `not ${conditionText(rule.Not as ChoiceRule)}`;
  const variable = String(rule.Variable ?? '').replace(common, '');
  const [operator = '', value] =
    Object.entries(rule).find(([name]) => !['Variable', 'Next', 'Comment', 'Assign', 'Output'].includes(name)) ?? [];
  return `${variable} ${comparison(operator, value)}`;
}

function comparison(operator: string, value: unknown): string {
  const [, kind] = /^Is(\w+)$/.exec(operator) ?? [];
  if (kind) return `is ${value === false ? 'not ' : ''}${kind.toLowerCase()}`;
  if (operator === 'StringMatches') return `like ${JSON.stringify(value)}`;
  const [, sign = ''] = /^(?:String|Numeric|Boolean|Timestamp)(\w+?)(?:Path)?$/.exec(operator) ?? [];
  const other = operator.endsWith('Path') ? String(value).replace(common, '') : JSON.stringify(value);
  return `${signs[sign] ?? operator} ${other}`;
}
