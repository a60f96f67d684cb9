import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openRegionWithFunctions, policy, type RegionWithFunctions, trustIn } from './fixture.ts';

let region: RegionWithFunctions;
before(async () => {
  region = await openRegionWithFunctions();
});
after(() => region.close());

describe('a handler', () => {
  test('answers with what it returns, as JSON', async () => {
    await region.create('answers', 'exports.handler = async (event) => ({ got: event })');
    const { StatusCode, ExecutedVersion, FunctionError, result } = await region.invoke('answers', { a: [1, 'ü'] });
    assert.deepEqual(result, { got: { a: [1, 'ü'] } });
    assert.deepEqual(
      { StatusCode, ExecutedVersion, FunctionError },
      { StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: undefined },
    );
  });

  test('gets an empty object where no payload is sent, and answers null where it returns nothing', async () => {
    await region.create('nothing', 'exports.handler = async (event) => event.a');
    const { result } = await region.invoke('nothing', {}, { Payload: undefined });
    assert.equal(result, null);
  });

  test('may belong to a function whose name is one letter', async () => {
    await region.create('f', 'exports.handler = async () => 1');
    assert.equal((await region.invoke('f')).result, 1);
  });

  test('may be an ES module, in a folder, below a property', async () => {
    await region.create(
      'module',
      { 'lib/main.mjs': 'export const api = { run: async () => import.meta.url.slice(-12) }' },
      { Handler: 'lib/main.api.run' },
    );
    assert.equal((await region.invoke('module')).result, 'lib/main.mjs');
  });

  test('knows its context, and the time it has left', async () => {
    const code =
      'exports.handler = async (event, { getRemainingTimeInMillis, ...context }) => ({ ...context, left: getRemainingTimeInMillis() })';
    await region.create('context', code, { Timeout: 20, MemorySize: 256 });
    const ClientContext = Buffer.from('{"custom":{"a":"b"}}').toString('base64');
    const { result, $metadata } = await region.invoke('context', {}, { ClientContext });
    const { left, logStreamName, ...context } = result;
    assert.deepEqual(context, {
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'context',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/context',
      clientContext: { custom: { a: 'b' } },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:context',
      awsRequestId: $metadata.requestId,
    });
    assert.match(logStreamName, /^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.ok(left > 15_000 && left <= 20_000, `${left}`);
  });

  test('keeps what is outside of it from one call to the next', async () => {
    await region.create('warm', 'let calls = 0; exports.handler = async () => ++calls');
    assert.equal((await region.invoke('warm')).result, 1);
    assert.equal((await region.invoke('warm')).result, 2);
  });

  test('runs in as many processes as there are calls at a time, if it takes longer than a moment', async () => {
    await region.create(
      'parallel',
      'let calls = 0; exports.handler = () => new Promise((done) => setTimeout(done, 1500, [process.pid, ++calls]))',
    );
    const answers = await Promise.all([1, 2, 3].map(() => region.invoke('parallel')));
    const pids = new Set(answers.map(({ result: [pid] }) => pid));
    assert.equal(pids.size, 3);
    assert.ok(answers.every(({ result: [, calls] }) => calls === 1));
  });

  test("sees of the environment what Lambda sets and what the function has, and nothing of the Region's", async () => {
    process.env.OF_THE_REGION = 'secret';
    await region.create('environment', 'exports.handler = async () => [process.env, Error.stackTraceLimit]', {
      Environment: { Variables: { MINE: '1', NODE_OPTIONS: '--stack-trace-limit=3' } },
    });
    const [result, stackTraceLimit] = (await region.invoke('environment')).result;
    assert.equal(stackTraceLimit, 3);
    assert.equal(result.OF_THE_REGION, undefined);
    assert.equal(result.MINE, '1');
    assert.equal(result.AWS_ENDPOINT_URL, region.endpoint);
    assert.deepEqual(Object.keys(result).sort(), [
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'HOME',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'MINE',
      'NODE_OPTIONS',
      'PATH',
      'TZ',
      '_HANDLER',
    ]);
  });

  test("finds the AWS SDK, which acts as the function's role", async () => {
    const code = `const { STS } = require('@aws-sdk/client-sts');
      exports.handler = async () => (await new STS().getCallerIdentity()).Arn`;
    await region.create('identity', code);
    assert.equal(
      (await region.invoke('identity')).result,
      'arn:aws:sts::123456789012:assumed-role/function-role/identity',
    );
  });

  test('is denied what its role may not do', async () => {
    const code = `const { IAM } = require('@aws-sdk/client-iam');
      exports.handler = async () => new IAM().listRoles({})`;
    await region.create('denied', code);
    const { result } = await region.invoke('denied');
    assert.match(
      result.errorMessage,
      /assumed-role\/function-role\/denied is not authorized to perform: iam:ListRoles/,
    );
  });

  test('may take a callback under nodejs22.x, and not under nodejs24.x', async () => {
    const code = 'exports.handler = (event, context, callback) => { setTimeout(callback, 5, null, { called: true }) }';
    await region.create('callback', code, { Runtime: 'nodejs22.x' });
    assert.deepEqual((await region.invoke('callback')).result, { called: true });
    await region.create('callback24', code);
    assert.equal((await region.invoke('callback24')).result.errorType, 'Runtime.CallbackHandlerDeprecated');
  });

  test('under nodejs22.x has its answer sent once its event loop is empty, unless the context says otherwise', async () => {
    const code =
      'exports.handler = (event, context, callback) => { Object.assign(context, event); setTimeout(() => console.log("later"), 30); callback(null, 1) }';
    await region.create('loop', code, { Runtime: 'nodejs22.x' });
    assert.match((await region.invoke('loop')).log, /later/);
    assert.doesNotMatch((await region.invoke('loop', { callbackWaitsForEmptyEventLoop: false })).log, /later/);
    assert.match((await region.invoke('loop')).log, /START.*later.*later.*END/s, 'what came late comes with the next');
  });
});

describe('a failure of', () => {
  const failures = [
    {
      of: 'a handler that throws',
      code: 'exports.handler = async () => { throw new TypeError("no") }',
      errorType: 'TypeError',
      message: /^no$/,
      log: /ERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"no","stack":\["TypeError: no"/,
    },
    {
      of: 'a handler that throws what is no Error',
      code: 'exports.handler = async () => { throw "no" }',
      errorType: 'string',
      message: /^no$/,
      log: /Invoke Error/,
    },
    {
      of: 'a promise that nobody awaits',
      code: 'exports.handler = () => { Promise.reject(new Error("lost")); return new Promise((done) => setTimeout(done, 1000)) }',
      errorType: 'Runtime.UnhandledPromiseRejection',
      message: /lost/,
      log: /Unhandled Promise Rejection/,
    },
    {
      of: 'a callback in which something is thrown',
      code: 'exports.handler = () => { setTimeout(() => { throw new RangeError("far") }, 1); return new Promise((done) => setTimeout(done, 1000)) }',
      errorType: 'RangeError',
      message: /^far$/,
      log: /Uncaught Exception/,
    },
    {
      of: 'a process that exits',
      code: 'exports.handler = async () => process.exit(7)',
      errorType: 'Runtime.ExitError',
      message: /^RequestId: \S+ Error: Runtime exited with error: exit status 7$/,
      log: /\nRuntime\.ExitError\nEND RequestId/,
    },
    {
      of: 'a process that is killed',
      code: 'exports.handler = async () => process.kill(process.pid, "SIGKILL")',
      errorType: 'Runtime.ExitError',
      message: /Runtime exited with error: signal: killed$/,
      log: /Status: error\tError Type: Runtime\.ExitError/,
    },
    {
      of: 'a promise that is never settled',
      code: 'exports.handler = () => new Promise(() => {})',
      errorType: 'Runtime.ExitError',
      message: /Runtime exited without providing a reason$/,
      log: /END/,
    },
    {
      of: 'the memory',
      code: 'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)) }',
      errorType: 'Runtime.ExitError',
      message: /signal: aborted$/,
      log: /heap out of memory/,
    },
    {
      of: 'the syntax',
      code: 'exports.handler = ;',
      errorType: 'Runtime.UserCodeSyntaxError',
      message: /^SyntaxError: Unexpected token ';'$/,
      log: /Init Duration/,
    },
    {
      of: 'a missing handler',
      code: 'exports.other = 1',
      errorType: 'Runtime.HandlerNotFound',
      message: /^index\.handler is undefined or not exported$/,
      log: /START/,
    },
    {
      of: 'a missing file',
      code: { 'other.js': '' },
      errorType: 'Runtime.ImportModuleError',
      message: /Cannot find module '.*index'/,
      log: /START/,
    },
    {
      of: 'a missing package',
      code: 'require("@aws-sdk/client-sqs")',
      errorType: 'Runtime.ImportModuleError',
      message: /Cannot find module '@aws-sdk\/client-sqs'/,
      log: /START/,
    },
    {
      of: 'JSON, which has no form for it',
      code: 'exports.handler = async () => 1n',
      errorType: 'Runtime.JSONStringifyError',
      message: /^Unable to stringify response body$/,
      log: /END/,
    },
    {
      of: 'an answer that is too large',
      code: 'exports.handler = async () => "x".repeat(6291556)',
      errorType: 'Function.ResponseSizeTooLarge',
      message: /6291556 bytes/,
      log: /END/,
    },
  ];
  for (const [index, { of, code, errorType, message, log }] of failures.entries())
    test(`${of} is told as ${errorType}`, async () => {
      await region.create(`failure-${index}`, code, { Timeout: 20 });
      const answer = await region.invoke(`failure-${index}`);
      assert.equal(answer.StatusCode, 200);
      assert.equal(answer.FunctionError, 'Unhandled');
      assert.equal(answer.result.errorType, errorType);
      assert.match(answer.result.errorMessage, message);
      assert.match(await region.logged(`failure-${index}`), log);
    });

  test('a handler that takes too long is a time-out, and its process is replaced', async () => {
    const code = 'let calls = 0; exports.handler = async ({ forever }) => { while (forever); return ++calls }';
    await region.create('slow', code, { Timeout: 1 });
    const slow = await region.invoke('slow', { forever: true });
    assert.equal(slow.FunctionError, 'Unhandled');
    assert.deepEqual(slow.result, {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${slow.$metadata.requestId} Error: Task timed out after 1.00 seconds`,
    });
    assert.match(slow.log, new RegExp(`Z ${slow.$metadata.requestId} Task timed out after 1.00 seconds\n\nEND`));
    assert.match(slow.log, /Status: timeout/);
    assert.equal((await region.invoke('slow')).result, 1);
  });
});

describe('the log', () => {
  test('has what the handler printed between START, END and REPORT, each console call as one event', async () => {
    await region.create(
      'prints',
      'exports.handler = async () => { console.log("one\\ntwo", { a: 1 }); console.error("three"); process.stdout.write("raw\\n") }',
    );
    const { log, $metadata } = await region.invoke('prints');
    const id = $metadata.requestId;
    const expected = [
      `START RequestId: ${id} Version: \\$LATEST`,
      `2026-01-01T00:00:00.000Z\t${id}\tINFO\tone\ntwo { a: 1 }`,
      `2026-01-01T00:00:00.000Z\t${id}\tERROR\tthree`,
      'raw',
      `END RequestId: ${id}`,
      `REPORT RequestId: ${id}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\n$`,
    ];
    assert.match(log, new RegExp(expected.join('\n')));
    const { events } = await region.clients.logs.filterLogEvents({ logGroupName: '/aws/lambda/prints' });
    assert.equal(events?.length, 6);
  });

  test('is not written when the role may not, and the function works all the same', async () => {
    const { clients } = region;
    const { Role } = await clients.iam.createRole({
      RoleName: 'mute',
      AssumeRolePolicyDocument: trustIn('lambda.amazonaws.com'),
    });
    await region.create('mute', 'exports.handler = async () => "works"', { Role: Role?.Arn });
    assert.equal((await region.invoke('mute')).result, 'works');
    await assert.rejects(clients.logs.describeLogStreams({ logGroupName: '/aws/lambda/mute' }), {
      name: 'ResourceNotFoundException',
    });

    const mayPut = policy({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' });
    await clients.iam.putRolePolicy({ RoleName: 'mute', PolicyName: 'logs', PolicyDocument: mayPut });
    await clients.logs.createLogGroup({ logGroupName: '/aws/lambda/mute' });
    await region.invoke('mute');
    assert.match(await region.logged('mute'), /REPORT/);
  });

  test('of a batch larger than PutLogEvents takes at once is written whole', async () => {
    await region.create(
      'verbose',
      'exports.handler = async () => { for (let i = 0; i < 30; i++) console.log("x".repeat(1e5)) }',
    );
    await region.invoke('verbose');
    assert.equal((await region.logged('verbose')).match(/x{100000}/g)?.length, 30);
  });
});

describe('Invoke', () => {
  test('DryRun runs nothing', async () => {
    await region.create('dry', 'exports.handler = async () => console.log("ran")');
    const { StatusCode } = await region.invoke('dry', {}, { InvocationType: 'DryRun' });
    assert.equal(StatusCode, 204);
    await assert.rejects(region.logged('dry'), { name: 'ResourceNotFoundException' });
  });

  test('takes an ARN, and finds no version but $LATEST', async () => {
    await region.create('named', 'exports.handler = async () => 1');
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:named';
    for (const name of ['named', arn, `${arn}:$LATEST`, '123456789012:function:named'])
      assert.equal((await region.invoke(name)).result, 1);
    await assert.rejects(region.invoke('named', {}, { Qualifier: '7' }), {
      name: 'ResourceNotFoundException',
      message: `Function not found: ${arn}:7`,
    });
    await assert.rejects(region.invoke('absent'), {
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:absent',
    });
  });

  test('refuses what is not JSON, and what is too large', async () => {
    await region.create('picky', 'exports.handler = async () => 1');
    await assert.rejects(region.invoke('picky', {}, { Payload: '{' }), {
      name: 'InvalidRequestContentException',
      message: /^Could not parse request body into json: /,
    });
    await assert.rejects(region.invoke('picky', 'x'.repeat(6_291_456)), {
      name: 'RequestTooLargeException',
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
  });

  test('says so when the role is gone', async () => {
    const { clients } = region;
    const { Role } = await clients.iam.createRole({
      RoleName: 'brief',
      AssumeRolePolicyDocument: trustIn('lambda.amazonaws.com'),
    });
    await region.create('orphan', 'exports.handler = async () => 1', { Role: Role?.Arn });
    await clients.iam.deleteRole({ RoleName: 'brief' });
    await assert.rejects(region.invoke('orphan'), {
      name: 'AccessDeniedException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
  });
});
