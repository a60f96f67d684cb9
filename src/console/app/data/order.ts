/** Giving an order: whether it is under way, and what hindered it. */
import { useState } from 'react';
import { type ActionName, type InputOf, order, type ResultOf, type Trouble, troubleOf } from './api.ts';

export interface Ordering<N extends ActionName> {
  /** @returns undefined when it failed; `trouble` then says why */
  give(input: InputOf<N>): Promise<ResultOf<N> | undefined>;
  readonly busy: boolean;
  readonly trouble: Trouble | undefined;
}

export function useOrder<N extends ActionName>(name: N): Ordering<N> {
  const [state, setState] = useState<{ busy: boolean; trouble: Trouble | undefined }>({
    busy: false,
    trouble: undefined,
  });
  return {
    ...state,
    async give(input) {
      setState({ busy: true, trouble: undefined });
      try {
        const result = await order(name, input);
        setState({ busy: false, trouble: undefined });
        return result;
      } catch (error) {
        setState({ busy: false, trouble: troubleOf(error) });
        return undefined;
      }
    },
  };
}
