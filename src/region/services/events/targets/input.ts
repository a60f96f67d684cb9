/** What a target is given of an event: all of it, a part, a constant, or a text made of parts. */
import { valueAt } from './paths.ts';
import type { Delivery } from './target.ts';

/** @returns JSON text, or what a template made */
export function inputFor({ target, event, rule, ingested }: Delivery): string {
  const { Input, InputPath, InputTransformer: transformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (!transformer) return JSON.stringify(event);
  const paths = Object.entries(transformer.InputPathsMap ?? {});
  const { detail: _detail, ...envelope } = event;
  return fillIn(transformer.InputTemplate!, {
    ...Object.fromEntries(paths.map(([name, path]) => [name, valueAt(event, path)])),
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': new Date(ingested).toISOString(),
    'aws.events.event': envelope,
    'aws.events.event.json': event,
  });
}

/**
 * Puts values in the place of `<name>`. Outside of quotation marks they are JSON; within, the text of a string, and anything
 * else without quotation marks of its own. A variable whose path found nothing is an empty string.
 * Source: EventBridge User Guide, "Amazon EventBridge input transformation".
 */
export function fillIn(template: string, values: Readonly<Record<string, unknown>>): string {
  const isJson = /^\s*["{[]/.test(template);
  let quoted = false;
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    const value = values[name] ?? '';
    const json = JSON.stringify(value);
    if (!isJson) return typeof value === 'string' ? value : json;
    if (!quoted) return json;
    return typeof value === 'string' ? json.slice(1, -1) : json.replaceAll('"', '');
  });
}

/** The names of the variables that a template asks for. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(/<([^<>\s]+)>/g)].map(([, name]) => name!);
}
