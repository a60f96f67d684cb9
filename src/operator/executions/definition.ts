/** Definitions in the Amazon States Language, as far as they are looked at. Source: the States Language specification. */

export interface StateDefinition {
  readonly Type: string;
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly ChoiceRule[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Branches?: readonly Flow[];
  readonly ItemProcessor?: Flow & { readonly ProcessorConfig?: { readonly Mode?: string } };
  /** what ItemProcessor was called before */
  readonly Iterator?: Flow;
  readonly Label?: string;
  readonly Resource?: string;
}

/** A condition, in JSONata or in the operators of JSONPath, and where it leads. */
export type ChoiceRule = { readonly Next?: string; readonly Condition?: string } & Readonly<Record<string, unknown>>;

/** States that are run one after another. */
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

/** The flows inside a state: the branches of a Parallel state, what a Map does with each item. */
export function flowsIn({ Branches = [], ItemProcessor, Iterator }: StateDefinition): readonly Flow[] {
  return [...Branches, ...[ItemProcessor ?? Iterator ?? []].flat()];
}

/** Whether a Map starts an execution for each item. */
export const isDistributed = ({ ItemProcessor }: StateDefinition): boolean =>
  ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED';

/** A state by its name, wherever it stands: names are unique in a state machine. */
export function findState(flow: Flow, name: string): StateDefinition | undefined {
  if (Object.hasOwn(flow.States, name)) return flow.States[name];
  for (const state of Object.values(flow.States))
    for (const inner of flowsIn(state)) {
      const found = findState(inner, name);
      if (found) return found;
    }
  return undefined;
}

/**
 * The states that an execution goes through. One that a Map Run started goes through its Map's alone, while the definition is
 * that of the whole state machine (API Reference, "DescribeStateMachineForExecution").
 * @param first the state that was entered first; undefined before that
 */
export function flowOf(definition: Flow, first: string | undefined): Flow {
  if (first === undefined || definition.StartAt === first) return definition;
  return flowStartingAt(definition, first) ?? definition;
}

function flowStartingAt(flow: Flow, name: string): Flow | undefined {
  const inner = Object.values(flow.States).flatMap(flowsIn);
  return inner.find(({ StartAt }) => StartAt === name) ?? inner.map((each) => flowStartingAt(each, name)).find(Boolean);
}
