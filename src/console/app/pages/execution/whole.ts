import { ask } from '../../data/api.ts';

/** Asks for the whole of what an event says in one of its members. */
export function wholeOf(arn: string, event: number, member: string): () => Promise<string> {
  return async () => {
    const { details } = await ask('executionEvent', { arn, id: String(event) });
    return details.find(({ name }) => name === member)?.text ?? '';
  };
}
