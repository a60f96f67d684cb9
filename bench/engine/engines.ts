/** Who is measured. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateMachine } from 'aws-local-stepfunctions';
import { compile, start, step } from '../../src/asl/index.ts';
import { openDurable } from './durable.ts';

/** Runs executions of a definition to their end, one begun after the other. @throws Error when one does not succeed */
export interface Engine {
  /** of Map states */
  readonly mode: 'INLINE' | 'DISTRIBUTED';
  run(definition: object, inputs: readonly object[]): Promise<void>;
  close?(): Promise<void>;
}

export const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  /** The Region's engine: each step a transaction in a database file, histories kept. A Map of this size has to be distributed. */
  async durable() {
    const folder = await mkdtemp(join(tmpdir(), 'wakepatch-bench-'));
    const region = await openDurable(folder);
    return {
      mode: 'DISTRIBUTED',
      run: region.run,
      async close() {
        await region.close();
        await rm(folder, { recursive: true });
      },
    };
  },

  /** The pure interpreter alone: its effects, histories included, are thrown away. Express, whose history has no limit. */
  interpreter: async () => ({
    mode: 'INLINE',
    async run(definition, inputs) {
      const machine = compile(JSON.stringify(definition));
      for (const [index, input] of inputs.entries()) {
        const name = String(index);
        const arn = `arn:aws:states:us-east-1:123456789012:express:Bench:${name}:${name}`;
        const stateMachine = { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:Bench', Name: 'Bench' };
        let [snapshot, effects] = start(machine, {
          input: input as never,
          execution: { Id: arn, Name: name, RoleArn: 'arn:aws:iam::123456789012:role/Bench' },
          stateMachine,
          type: 'EXPRESS',
          now: 0,
          seed: name.padStart(32, '0'),
        });
        while (effects.at(-1)?.type === 'continue')
          [snapshot, effects] = step(machine, snapshot, { type: 'continue', now: 0 });
        if (snapshot.status !== 'SUCCEEDED') throw new Error(`It has ${snapshot.status}.`);
      }
    },
  }),

  /** In memory, without history. */
  'aws-local-stepfunctions': async () => ({
    mode: 'INLINE',
    async run(definition, inputs) {
      const machine = new StateMachine(definition as never);
      for (const input of inputs) await machine.run(input as never).result;
    },
  }),
};
