import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile } from '../compile.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { readCases } from '../testing/cases.ts';
import { run, type Service } from '../testing/run.ts';
import { validate } from './validate.ts';

const options = { numRuns: Number(process.env.FUZZ_RUNS ?? 1000), seed: Number(process.env.FUZZ_SEED ?? 20_260_101) };

const definitions = [...readCases('executions.jsonl'), ...readCases('task-replay.jsonl')].map(
  ({ definition }) => definition,
);

const values = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    '',
    '$',
    '$.a',
    '$[',
    'States.Array(',
    '{% 1 + %}',
    '{% $a %}',
    'Pass',
    'Map',
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Every place in a value, as a function that puts another value there, or takes away what is there. */
function places(
  value: Json,
  put: (changed: Json | undefined) => Json | undefined,
): ((changed?: Json) => Json | undefined)[] {
  const here = [put];
  if (Array.isArray(value)) {
    return here.concat(
      value.flatMap((element, i) =>
        places(element, (changed) => put(changed === undefined ? value.toSpliced(i, 1) : value.with(i, changed))),
      ),
    );
  }
  if (!isObject(value)) return here;
  return here.concat(
    Object.entries(value).flatMap(([key, member]) =>
      places(member, (changed) => {
        const { [key]: _, ...rest } = value;
        return put(changed === undefined ? rest : { ...rest, [key]: changed });
      }),
    ),
  );
}

const spoiled = fc
  .record({
    which: fc.nat(),
    where: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    value: fc.option(values, { nil: undefined }),
  })
  .map(({ which, where, value }) => {
    let definition: Json = definitions[which % definitions.length]!;
    for (const place of where) {
      const all = places(definition, (changed) => changed);
      definition = all[place % all.length]!(value) ?? {};
    }
    return definition;
  });

test('whatever a definition looks like, it is either diagnosed or can be compiled', () => {
  fc.assert(
    fc.property(spoiled, (definition) => {
      const diagnostics = validate(JSON.stringify(definition));
      if (diagnostics.length === 0) compile(definition as JsonObject);
      for (const { code, message } of diagnostics) assert.ok(code && message);
    }),
    options,
  );
});

test('whatever sound definition meets whatever data, the execution comes to an end of its own', () => {
  fc.assert(
    fc.property(spoiled, values, fc.array(values, { minLength: 1 }), (definition, input, outputs) => {
      if (validate(JSON.stringify(definition)).length > 0) return;
      const service: Service = (_, call) => ({ output: outputs[call % outputs.length]! });
      const { finished, history } = run(definition as JsonObject, { input, service });
      // Only a task that waits for its token may be left.
      assert.ok(finished ?? history.at(-1)!.type === 'TaskStarted');
    }),
    options,
  );
});
