/** Recorded executions whose functions, and executions of their own, really run here: functions that do what was recorded. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Case, readCases } from '../../../asl/testing/cases.ts';
import { createMatcher } from '../../../asl/testing/match.ts';
import { trustIn, zip } from '../lambda/fixture.ts';
import { only, openRegionWithRole, type RegionWithRole, states } from './fixture.ts';

type Recorded = Case & { lambdas: { name: string }[]; stateTypes: string[] };

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.clients.iam.createRole({
    RoleName: 'Function',
    AssumeRolePolicyDocument: trustIn('lambda.amazonaws.com'),
  });
  await region.allow(['lambda:InvokeFunction', 'states:StartExecution']);
});
after(() => region.close());

const cases = readCases('task-replay.jsonl') as Recorded[];

/** The case in this Region's account, with names in place of placeholders. */
function here(recorded: Recorded, names: Record<string, string>): Recorded {
  let text = JSON.stringify(recorded).replaceAll('111111111111', '123456789012');
  for (const [placeholder, name] of Object.entries(names)) text = text.replaceAll(placeholder, name);
  return JSON.parse(text) as Recorded;
}

/** What was recorded of the HTTP call, which is not made here, and of the Python that threw. */
const circumstances = new Set(['SdkHttpMetadata', 'SdkResponseMetadata', 'requestId', 'stackTrace', 'trace']);

/** A value, the JSON within its texts parsed as the recorder did, and without circumstances. */
function essence(value: unknown): unknown {
  if (typeof value === 'string' && /^[{["]/.test(value)) return essence(JSON.parse(value));
  return JSON.parse(JSON.stringify(value), (key, member) => {
    if (circumstances.has(key)) return undefined;
    return typeof member === 'string' && member.startsWith('{') ? essence(member) : member;
  });
}

async function replay({ id, definition, input, expect }: Recorded): Promise<void> {
  const name = id.replace(/\W+/g, '-').slice(-80);
  const execution = await region.run(name, definition, input);
  const cause = execution.cause ?? '';
  assert.deepEqual([execution.status, execution.error], [expect.status, expect.error], cause);
  const types = (await region.history(execution.executionArn ?? '')).map(({ type }) => type);
  assert.deepEqual(types, expect.eventTypes, cause);
  if (expect.output === undefined) return;
  const difference = createMatcher()(essence(expect.output), essence(execution.output));
  assert.equal(difference, undefined);
}

/** A function that returns, or throws, what was recorded of each of its calls. */
async function createFunction(name: string, results: NonNullable<Case['taskResults']>): Promise<void> {
  const answers = results.map(({ type, output, error, cause }) => {
    if (error !== undefined) return { error, message: (cause as { errorMessage?: string } | undefined)?.errorMessage };
    return { value: type.startsWith('Lambda') ? output : (output as { Payload: unknown }).Payload };
  });
  const code = `const answers = ${JSON.stringify(answers)};
    exports.handler = async () => {
      const { value, error, message } = answers.shift();
      if (error) throw Object.assign(new Error(message), { name: error });
      return value;
    };`;
  await region.clients.lambda.createFunction({
    FunctionName: name,
    Role: 'arn:aws:iam::123456789012:role/Function',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': code }) },
  });
}

/** One function whose calls follow one another, and which itself said what it returned or threw. */
function runsOneFunction({ lambdas, stateTypes, taskResults = [] }: Recorded): boolean {
  const said = taskResults.every(
    ({ type, error }) => /(Succeeded|Failed)$/.test(type) && !error?.startsWith('States.'),
  );
  return lambdas.length === 1 && said && !stateTypes.some((type) => type === 'Map' || type === 'Parallel');
}

describe('executions with a function end as on AWS', () => {
  const runnable = cases.filter(runsOneFunction);
  for (const recorded of runnable)
    test(recorded.id, async () => {
      const name = recorded.lambdas[0]!.name;
      const case_ = here(recorded, {
        '<lambda_function_name>': name,
        '<lambda_function_1_name>': name,
        lambda_function_name: name,
      });
      await createFunction(name, case_.taskResults ?? []);
      await replay(case_);
    });

  test('all of them are there', () => assert.equal(runnable.length, 35));
});

describe('executions that start executions end as on AWS', () => {
  const result = { Type: 'Pass', Result: { Arg1: 'argument1' }, ResultPath: '$' };
  const fails = {
    Type: 'Fail',
    Error: 'SomeFailure',
    Cause: "This state machines raises a 'SomeFailure' failure.",
    End: undefined,
  };
  /** Part of a case's id -> the state of the execution that is started. */
  const targets: Readonly<Record<string, object | undefined>> = {
    test_start_execution_sync_delegate_failure: fails,
    test_start_execution_no_such_arn: undefined,
    'test_sfn_start_execution_sync[SFN_SYNC]': result,
    'test_sfn_start_execution_sync[SFN_SYNC2]': result,
    test_start_execution_input_json: result,
  };
  for (const [index, [part, target]] of Object.entries(targets).entries())
    test(part, async () => {
      const recorded = cases.find(({ id }) => id.includes(part))!;
      const arn = `${states}:stateMachine:Target${index}`;
      const names = {
        'state-machine-arn': arn,
        'execution-arn': `${states}:execution:Target${index}:TestStartTarget`,
        'arn:<partition>:states:<region>:123456789012:execution:<ArnPart_0idx>': `${states}:execution:Target${index}`,
        'start-date': 'date',
        'stop-date': 'date',
      };
      if (target) await region.machine(`Target${index}`, only(target));
      const input = { ...(recorded.input as object), StateMachineArn: arn };
      await replay({ ...here(recorded, names), input });
    });
});

describe('executions that read an object end as on AWS', () => {
  before(async () => {
    await region.clients.s3.createBucket({ Bucket: 'bucket-name' });
    await region.allow(['s3:GetObject', 's3:ListBucket']);
  });
  const runnable = cases.filter(({ id }) => /test_s3_(get_object|no_such_key)/.test(id));
  for (const recorded of runnable)
    test(recorded.id, async () => {
      const { Body } = (recorded.taskResults?.[0]?.output ?? {}) as { Body?: string };
      if (Body !== undefined)
        await region.clients.s3.putObject({
          Bucket: 'bucket-name',
          Key: 'file_key',
          Body,
          ContentType: 'binary/octet-stream',
        });
      await replay(here(recorded, {}));
    });

  test('all of them are there', () => assert.equal(runnable.length, 6));
});
