/** What is measured: nothing but the engine's own work, so no state calls anything. */

export interface Workload {
  readonly definition: object;
  /** one for each execution */
  readonly inputs: readonly object[];
  /** states that are entered in all executions together */
  readonly transitions: number;
}

/** @param size of the work @param mode of Map states */
type Make = (size: number, mode: 'INLINE' | 'DISTRIBUTED') => Workload;

/** A chain of Pass states, each of which makes its output of its input. */
function chain(length: number): { StartAt: string; States: Record<string, object> } {
  const States: Record<string, object> = {};
  for (let step = 1; step <= length; step++)
    States[`Step ${step}`] = {
      Type: 'Pass',
      Parameters: { step, 'value.$': '$.value' },
      ...(step < length ? { Next: `Step ${step + 1}` } : { End: true }),
    };
  return { StartAt: 'Step 1', States };
}

export const workloads: Readonly<Record<string, Make>> = {
  /** One execution that goes round and round, until it has entered that many states. */
  loop: (size) => ({
    definition: {
      StartAt: 'More?',
      States: {
        'More?': {
          Type: 'Choice',
          Choices: [{ Variable: '$.count', NumericLessThan: size / 2, Next: 'Count' }],
          Default: 'Done',
        },
        Count: { Type: 'Pass', Parameters: { 'count.$': 'States.MathAdd($.count, 1)' }, Next: 'More?' },
        Done: { Type: 'Succeed' },
      },
    },
    inputs: [{ count: 0 }],
    transitions: size + 2,
  }),

  /** So many executions of ten states. */
  executions: (size) => ({
    definition: chain(10),
    inputs: Array.from({ length: size }, (_, value) => ({ value })),
    transitions: size * 10,
  }),

  /** One Map over so many items, with five states each. */
  map: (size, Mode) => ({
    definition: {
      StartAt: 'Map',
      States: {
        Map: {
          Type: 'Map',
          ItemsPath: '$.items',
          ItemProcessor: {
            ProcessorConfig: Mode === 'INLINE' ? { Mode } : { Mode, ExecutionType: 'STANDARD' },
            ...chain(5),
          },
          ResultPath: null,
          End: true,
        },
      },
    },
    inputs: [{ items: Array.from({ length: size }, (_, value) => ({ value })) }],
    transitions: size * 5 + 1,
  }),
};

/** Each at the size that is aimed at, and a tenth of it: how the cost grows with the work. */
export const sizes: Readonly<Record<string, readonly [tenth: number, full: number]>> = {
  // Twenty times a thousand would be more events than an execution may have.
  loop: [1_000, 10_000],
  executions: [100, 1_000],
  map: [1_000, 10_000],
};
