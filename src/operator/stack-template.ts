/** What a deployed template says of itself. */
import { parse } from 'yaml';
import type { Clients } from '../aws/clients.ts';

export interface TemplateFacts {
  /** parameters' descriptions, by name */
  readonly descriptions: Readonly<Record<string, string>>;
  /** parameters' defaults, by name */
  readonly defaults: Readonly<Record<string, string>>;
  /** logical ids: those that are always there, and those that a condition decides on */
  readonly always: readonly string[];
  readonly conditional: readonly string[];
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Description?: string; readonly Default?: unknown }>>;
  readonly Resources?: Readonly<Record<string, { readonly Condition?: string }>>;
}

/** A template changes only when its stack does. */
const known = new WeakMap<Clients, Map<string, TemplateFacts>>();
const mostKept = 20;

/** @param version changes when the stack does, such as its id, its status and when it was changed */
export async function templateFacts(clients: Clients, stack: string, version: string): Promise<TemplateFacts> {
  const kept = known.get(clients) ?? new Map<string, TemplateFacts>();
  known.set(clients, kept);
  const found = kept.get(version) ?? (await read(clients, stack));
  kept.set(version, found);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '');
  return found;
}

async function read({ cloudformation }: Clients, StackName: string): Promise<TemplateFacts> {
  const { TemplateBody = '{}' } = await cloudformation.getTemplate({ StackName, TemplateStage: 'Processed' });
  // The short forms of functions (!Ref, !Sub) are tags that say nothing here.
  const { Parameters = {}, Resources = {} } = parse(TemplateBody, { logLevel: 'silent' }) as Template;
  const texts = (member: 'Description' | 'Default') =>
    Object.fromEntries(
      Object.entries(Parameters).flatMap(([name, { [member]: text }]) =>
        text === undefined ? [] : [[name, String(text)]],
      ),
    );
  const ids = (isConditional: boolean) =>
    Object.entries(Resources).flatMap(([id, { Condition }]) => (isConditional === Boolean(Condition) ? [id] : []));
  return {
    descriptions: texts('Description'),
    defaults: texts('Default'),
    always: ids(false),
    conditional: ids(true),
  };
}
