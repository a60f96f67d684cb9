/**
 * Evaluates IAM policies, purely. Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements reference".
 */
import { type ConditionValue, conditionHolds, conditionNamed } from './conditions.ts';
import { matchesPattern } from './pattern.ts';

type OneOrMore<T> = T | readonly T[];

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: OneOrMore<string>;
  NotAction?: OneOrMore<string>;
  Resource?: OneOrMore<string>;
  NotResource?: OneOrMore<string>;
  Principal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
  Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;
}

export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: OneOrMore<Statement>;
}

/** One question: may this be done? */
export interface Question {
  action: string;
  resource: string;
  /** condition key, in lower case -> value */
  conditions: Readonly<Record<string, ConditionValue>>;
  /** for policies on resources: the kind of principal and the ids it has, e.g. `{kind: 'Service', id: 'lambda.amazonaws.com'}` */
  principal?: { kind: 'AWS' | 'Service'; id: OneOrMore<string> };
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** An explicit deny wins over every allow; what nothing allows is denied. */
export function evaluate(policies: readonly PolicyDocument[], question: Question): Decision {
  const effects = policies
    .flatMap((policy) => listOf(policy.Statement))
    .filter((statement) => applies(statement, question))
    .map((statement) => statement.Effect);
  if (effects.includes('Deny')) return 'explicitDeny';
  return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
}

function applies(statement: Statement, question: Question): boolean {
  return (
    matches(statement.Action, statement.NotAction, question.action, true) &&
    matches(statement.Resource ?? (statement.Principal ? '*' : undefined), statement.NotResource, question.resource) &&
    principalMatches(statement.Principal, question.principal) &&
    conditionsHold(statement.Condition, question)
  );
}

function matches(
  wanted: OneOrMore<string> | undefined,
  unwanted: OneOrMore<string> | undefined,
  value: string,
  ignoreCase = false,
): boolean {
  const fits = (pattern: string) => matchesPattern(pattern, value, ignoreCase);
  return wanted === undefined ? !listOf(unwanted ?? '*').some(fits) : listOf(wanted).some(fits);
}

function principalMatches(stated: Statement['Principal'], asking: Question['principal']): boolean {
  if (!asking) return stated === undefined;
  if (stated === undefined) return false;
  if (stated === '*') return true;
  return listOf(stated[asking.kind] ?? []).some((id) => id === '*' || listOf(asking.id).includes(id));
}

function conditionsHold(conditions: Statement['Condition'], question: Question): boolean {
  return Object.entries(conditions ?? {}).every(([name, keys]) => {
    const condition = conditionNamed(name);
    if (!condition) return false;
    return Object.entries(keys).every(([key, wanted]) =>
      conditionHolds(condition, question.conditions[key.toLowerCase()], listOf(wanted).map(String)),
    );
  });
}

function listOf<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
