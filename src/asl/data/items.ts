import { runtimeError, StatesError } from '../errors.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import type { StateSource } from '../machine.ts';
import { compilePathField } from './expression.ts';
import { compileJsonata, compileTyped } from './jsonata.ts';
import { compileNumber } from './numbers.ts';
import type { Evaluator, Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

export type Items = (input: Json, scope: Scope) => Json[];

/** Items or ItemsPath of a Map state; its whole input if there is neither. */
export function compileItems({ definition, language }: StateSource): Items {
  const { Items: items, ItemsPath } = definition;
  const list: Evaluator =
    items !== undefined
      ? compileTyped(items, 'Items', 'array')
      : ItemsPath !== undefined
        ? compilePathField(ItemsPath as string)
        : (input) => input;
  return (input, scope) => {
    const found = list(input, scope);
    if (Array.isArray(found)) return found;
    const error = language === 'JSONata' ? 'States.QueryEvaluationError' : 'States.Runtime';
    throw new StatesError(error, `Map state input must be an array but was: ${textOf(found)}`);
  };
}

/** ItemSelector, or Parameters as it was called before: applied to the state's effective input, for each item. */
export function compileItemSelector({ definition, language }: StateSource): Evaluator | undefined {
  const template = definition.ItemSelector ?? definition.Parameters;
  if (template === undefined) return undefined;
  return language === 'JSONata' ? compileJsonata(template, 'ItemSelector') : compileTemplate(template);
}

/** Puts items together into the inputs of child executions. */
export type Batcher = (items: Json[], input: Json, scope: Scope) => Json[];

/** ItemBatcher: so many items, or so many bytes, in a batch. Source: "ItemBatcher (Map)". */
export function compileItemBatcher({ definition, language }: StateSource): Batcher | undefined {
  const batcher = definition.ItemBatcher as JsonObject | undefined;
  if (batcher === undefined) return undefined;
  const source = { language, definition: batcher };
  const maxItems = compileNumber(source, 'MaxItemsPerBatch');
  const maxBytes = compileNumber(source, 'MaxInputBytesPerBatch');
  const { BatchInput } = batcher;
  const batchInput: Evaluator | undefined =
    BatchInput === undefined
      ? undefined
      : language === 'JSONata'
        ? compileJsonata(BatchInput, 'ItemBatcher/BatchInput')
        : compileTemplate(BatchInput);
  return (items, input, scope) => {
    const most = maxItems?.(input, scope) || Number.POSITIVE_INFINITY;
    const bytes = maxBytes?.(input, scope) || Number.POSITIVE_INFINITY;
    const common: JsonObject = batchInput ? { BatchInput: batchInput(input, scope) } : {};
    return batches(items, most, bytes, common).map((batch) => ({ ...common, Items: batch }));
  };
}

function batches(items: Json[], most: number, bytes: number, common: JsonObject): Json[][] {
  const frame = Buffer.byteLength(JSON.stringify({ ...common, Items: [] }));
  const result: Json[][] = [];
  let size = 0;
  for (const item of items) {
    const length = Buffer.byteLength(textOf(item)) + 1;
    const batch = result.at(-1);
    if (batch && batch.length < most && size + length <= bytes) {
      batch.push(item);
      size += length;
    } else {
      result.push([item]);
      size = frame + length;
    }
  }
  return result;
}

/** How many iterations or child executions may run at a time. */
export type Concurrency = (input: Json, scope: Scope) => number;

/** MaxConcurrency: 0, or nothing, for as many as there can be. */
export function compileConcurrency(source: StateSource): Concurrency {
  const most = compileNumber(source, 'MaxConcurrency');
  return (input, scope) => {
    const limit = most?.(input, scope) ?? 0;
    if (limit < 0) throw runtimeError('MaxConcurrency cannot be negative.');
    return limit;
  };
}
