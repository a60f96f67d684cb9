import { scopeOf } from '../context.ts';
import { type ChoiceOperator, choiceOperator } from '../data/choice.ts';
import { compileExit, type Exit } from '../data/dataflow.ts';
import { compileOptional, InvalidPath } from '../data/expression.ts';
import { compileTyped } from '../data/jsonata.ts';
import type { Scope } from '../data/scope.ts';
import { runtimeError, StatesError } from '../errors.ts';
import { entryOf, type Json, type JsonObject } from '../json.ts';
import type { StateSource, StateType } from '../machine.ts';
import { leaveState } from '../transitions.ts';

/** Goes on with the state of the first rule that applies, else with Default. */
export const Choice: StateType = {
  fields: {
    common: ['Assign', 'Choices', 'Default'],
    JSONPath: ['InputPath', 'OutputPath'],
    JSONata: ['Output'],
  },
  required: ['Choices'],
  compile(source) {
    const { definition, language } = source;
    const fallback = compileExit(language, definition, '');
    const rules = (definition.Choices as JsonObject[]).map((rule, i) => compileRule(source, rule, i));
    return {
      enter(run, frame, state) {
        const scope = scopeOf(run, frame);
        const input = state.data.input(scope);
        const rule = rules.find(({ applies }) => applies(input, scope));
        const next = rule?.next ?? (definition.Default as string | undefined);
        if (next === undefined) {
          throw new StatesError(
            'States.NoChoiceMatched',
            'Failed to transition out of the state. The state does not point to a next state.',
          );
        }
        leaveState(run, frame, state, rule?.exit ?? fallback, { result: input }, next);
      },
    };
  },
};

interface Rule {
  applies: Condition;
  next: string;
  exit: Exit;
}

type Condition = (input: Json, scope: Scope) => boolean;

function compileRule(source: StateSource, rule: JsonObject, i: number): Rule {
  const { definition, language } = source;
  const { OutputPath, Output } = definition;
  // The state's own Output or OutputPath holds for every rule; a rule of a JSONata state may have its own Output.
  const exit: JsonObject = language === 'JSONPath' ? {} : { ...(Output !== undefined && { Output }), ...rule };
  if (language === 'JSONPath') {
    if (OutputPath !== undefined) exit.OutputPath = OutputPath;
    if (rule.Assign !== undefined) exit.Assign = rule.Assign;
  }
  return {
    applies: compileCondition(source, rule, i),
    next: rule.Next as string,
    exit: compileExit(language, exit, `Choices[${i}]/`),
  };
}

function compileCondition({ language }: StateSource, rule: JsonObject, i: number): Condition {
  if (language === 'JSONPath') return compileComparison(rule);
  return compileTyped(rule.Condition!, `Choices[${i}]/Condition`, 'boolean') as Condition;
}

/** And, Or and Not over further comparisons. */
const combinations: Record<string, (operand: Json) => Condition> = {
  And: (operand) => {
    const terms = (operand as JsonObject[]).map(compileComparison);
    return (input, scope) => terms.every((term) => term(input, scope));
  },
  Or: (operand) => {
    const terms = (operand as JsonObject[]).map(compileComparison);
    return (input, scope) => terms.some((term) => term(input, scope));
  },
  Not: (operand) => {
    const term = compileComparison(operand as JsonObject);
    return (input, scope) => !term(input, scope);
  },
};

function compileComparison(rule: JsonObject): Condition {
  for (const [name, operand] of Object.entries(rule)) {
    const combine = entryOf(combinations, name);
    if (combine) return combine(operand);
    const found = choiceOperator(name);
    if (!found) continue;
    const { operator, lookedUp } = found;
    return compare(
      rule.Variable as string,
      name,
      operator,
      lookedUp ? compileLookup(operand as string) : () => operand,
    );
  }
  throw new InvalidPath(`No comparison operator in ${JSON.stringify(rule)}`);
}

type Lookup = (input: Json, scope: Scope) => Json;

function compare(variable: string, name: string, operator: ChoiceOperator, operand: Lookup): Condition {
  // Only IsPresent may ask about a value that is not there.
  const look = name === 'IsPresent' ? compileOptional(variable) : compileLookup(variable);
  return (input, scope) => operator(look(input, scope), operand(input, scope));
}

function compileLookup(path: string): Lookup {
  const look = compileOptional(path);
  return (input, scope) => {
    const value = look(input, scope);
    if (value !== undefined) return value;
    throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  };
}
