/** Calls which AWS rejected, as recorded: what is wrong with definitions alone stands in src/asl/recordings-refused.test.ts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { only, openRegionWithRole, type RegionWithRole, states } from './fixture.ts';

interface Case {
  id: string;
  op: string;
  request: Record<string, string>;
  expect: {
    Error?: { Code: string; Message: string };
    exception_value?: string;
    diagnostics?: object[];
  };
}

const cases = readFileSync(new URL('../../../../test/asl-cases/create-errors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
});
after(() => region.close());

/** What AWS said; ARNs are placeholders in the recordings, and so are names. */
function expected({ expect }: Case) {
  const { Error: error, exception_value = String(expect) } = expect;
  const [, code, text] =
    /^An error occurred \((\w+)\) when calling the \w+ operation: (.*)$/s.exec(exception_value) ?? [];
  const message = error?.Message ?? text ?? '';
  const parts = message.split(
    /arn:<partition>[^']*|\w+_nonexistent_arn|invalid_execution_arn|state_machine_alias_name/,
  );
  const pattern = parts.map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join("[^']+?");
  return { name: error?.Code ?? code, message: new RegExp(`^${pattern}$`) };
}

const pass = only({ Type: 'Pass' });
const absent = `${states}:stateMachine:absent`;
const publishing = { publish: true };

/** A state machine with two versions. */
async function twoVersions(name: string): Promise<[string, string]> {
  const arn = await region.machine(name, pass, publishing);
  const definition = JSON.stringify({ ...pass, Comment: 'second' });
  await region.clients.states.updateStateMachine({ stateMachineArn: arn, definition, publish: true });
  return [`${arn}:1`, `${arn}:2`];
}

const alias = (name: string, stateMachineVersionArn: string) =>
  region.clients.states.createStateMachineAlias({
    name,
    routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
  });

/** Part of a case's id -> what was done before, and the call that was rejected. Only that call's request was recorded. */
const calls: Readonly<Record<string, (recorded: Case) => Promise<unknown>>> = {
  test_describe_nonexistent_sm: () => region.clients.states.describeStateMachine({ stateMachineArn: absent }),
  test_create_duplicate_definition_format_sm: async ({ request: { definition = '' } }) => {
    const machine = (text: string) =>
      region.clients.states.createStateMachine({ name: 'format', roleArn: region.roleArn, definition: text });
    await machine(definition);
    return machine(JSON.stringify(JSON.parse(definition), null, 3));
  },
  test_create_duplicate_sm_name: async () => {
    await region.machine('twice', pass);
    return region.machine('twice', { ...pass, Comment: 'other' });
  },
  test_start_execution_idempotent: async ({ request: { input } }) => {
    const stateMachineArn = await region.machine('waits', only({ Type: 'Wait', Seconds: 60 }));
    await region.start(stateMachineArn, { body: 'data' }, 'once');
    return region.clients.states.startExecution({ stateMachineArn, input, name: 'once' });
  },
  test_list_execution_no_such_state_machine: () => region.clients.states.listExecutions({ stateMachineArn: absent }),
  test_invalid_start_execution_arn: () => region.start(absent),
  test_invalid_start_execution_input: async ({ request: { input } }) =>
    region.clients.states.startExecution({ stateMachineArn: await region.machine('input', pass), input }),
  test_describe_execution_no_such_state_machine: () =>
    region.clients.states.describeExecution({ executionArn: `${states}:execution:absent:absent` }),
  test_start_sync_execution: async () =>
    region.sync.startSyncExecution({ stateMachineArn: await region.machine('standard', pass) }),
  test_error_create_alias_not_idempotent: async ({ id }) => {
    const [first, second] = await twoVersions(`idempotent${id.at(-1)}`);
    await alias('same', first);
    return alias('same', second);
  },
  test_delete_version_with_alias: async () => {
    const [stateMachineVersionArn] = await twoVersions('referenced');
    await alias('state', stateMachineVersionArn);
    return region.clients.states.deleteStateMachineVersion({ stateMachineVersionArn });
  },
  test_create_with_version_description_no_publish: ({ request: { versionDescription } }) =>
    region.machine('described', pass, { versionDescription: versionDescription! }),
  test_publish_state_machine_version_no_such_machine: () =>
    region.clients.states.publishStateMachineVersion({ stateMachineArn: absent }),
};

/** What the Region has not, and therefore refuses by name: part of a case's id -> what that is. */
const absentHere: Readonly<Record<string, string>> = {
  test_strict_mode_aws_sdk_kms_task: 'a model of KMS',
  test_present_mode_dynamodb_task: 'a model of DynamoDB',
  test_present_mode_eventbridge_task: 'a model of EventBridge',
  test_state_context_object_invalid_states: 'a Context object for TestState',
  test_map_iteration_failure_count: 'a stateConfiguration for TestState',
};

/** What cannot be compared: part of a case's id -> why. */
const incomparable: Readonly<Record<string, string>> = {
  test_deleted_log_group: 'loggingConfiguration was not recorded; here it is refused by name',
  'test_strict_mode_aws_sdk_lambda_get_function_task[integer_': "the SDK's model of Lambda has no ranges of numbers",
  'aws_sdk_s3_task[non_existent_enum_value]': "the SDK's model of S3 does not name the values of enumerations",
  'test_base_state_name_validation_failures[empty]': 'boto3 itself refused it, before AWS was asked',
};

const about = <T>(table: Readonly<Record<string, T>>, { id }: Case): T | undefined =>
  Object.entries(table).find(([part]) => id.includes(part))?.[1];

const service = cases.filter(
  (recorded) =>
    !recorded.expect.diagnostics && !/Invalid State Machine Definition/.test(JSON.stringify(recorded.expect)),
);

const testState = ({ request }: Case) => region.sync.testState(request as unknown as TestStateCommandInput);

describe('calls are rejected as AWS rejected them', () => {
  const comparable = (each: Case) => !about(absentHere, each) && !about(incomparable, each);
  for (const recorded of service.filter(comparable))
    test(recorded.id, () => {
      const call = recorded.op === 'test_state' ? testState : about(calls, recorded);
      return assert.rejects(call!(recorded as never), expected(recorded));
    });
});

describe('what the Region has not is refused by name', () => {
  for (const recorded of service.filter((each) => about(absentHere, each)))
    test(`${about(absentHere, recorded)}: ${recorded.id}`, () =>
      assert.rejects(testState(recorded), { name: 'NotImplemented' }));

  test('a loggingConfiguration', () =>
    assert.rejects(region.machine('logs', pass, { loggingConfiguration: { level: 'ALL' } }), {
      name: 'NotImplemented',
    }));
});

describe('definitions are rejected as AWS rejected them, and diagnosed as it did', () => {
  for (const recorded of cases.filter((each) => !service.includes(each)))
    test(recorded.id, async () => {
      const { definition = '', type } = recorded.request as { definition?: string; type?: 'STANDARD' | 'EXPRESS' };
      if (recorded.op === 'validate_state_machine_definition') {
        const { diagnostics } = await region.clients.states.validateStateMachineDefinition({ definition, type });
        assert.deepEqual(diagnostics, recorded.expect.diagnostics);
      } else if (recorded.op === 'test_state') {
        await assert.rejects(testState(recorded), expected(recorded));
      } else {
        const request = { name: 'refused', roleArn: region.roleArn, definition, type };
        await assert.rejects(region.clients.states.createStateMachine(request), expected(recorded));
      }
    });
});

test('every recorded call was looked at', () => {
  assert.equal(cases.length, 64);
});
