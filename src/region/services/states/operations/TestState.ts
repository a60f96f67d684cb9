import { integrationOf, isObject, type JsonObject } from '../../../../asl/index.ts';
import { operation } from '../../../service.ts';
import { checkInput } from '../data.ts';
import { checkResources } from '../definition.ts';
import { validationException } from '../errors.ts';
import { performOnce } from '../task/call.ts';
import { drive } from '../test-state/drive.ts';
import { inspect } from '../test-state/inspection.ts';
import { asTask, mocked } from '../test-state/mock.ts';
import { outcomeOf } from '../test-state/outcome.ts';
import { type Subject, subjectOf } from '../test-state/subject.ts';

/**
 * Runs one state without a state machine or an execution; a mock stands for what it would do.
 * Source: AWS Step Functions API Reference, "TestState".
 */
export const TestState = operation<'states', 'TestState'>({
  accepts: ['definition', 'roleArn', 'input', 'inspectionLevel', 'variables', 'stateName', 'mock'],
  authorize: ({ roleArn }) => [
    { action: 'states:TestState', resource: '*' },
    ...(roleArn === undefined
      ? []
      : [{ action: 'iam:PassRole', resource: roleArn, conditions: { 'iam:PassedToService': 'states.amazonaws.com' } }]),
  ],
  async respond({ definition, stateName, mock, variables = '{}', ...request }, outside, principal) {
    const { roleArn = '', input = '{}', inspectionLevel = 'INFO' } = request;
    const subject = subjectOf(definition, stateName);
    checkInput(input);
    const { answer, now, seed } = outside.transaction(principal, (context) => {
      if (!mock) checkTestable(subject, roleArn);
      if (!mock) checkResources(context, subject.state);
      return { answer: mock && mocked(context, subject, mock), now: context.now, seed: context.hex(32) };
    });
    const beginning = { input: JSON.parse(input), variables: readVariables(variables), roleArn, now, seed };
    const run = answer ? { ...subject, state: asTask(subject.state) } : subject;
    const tested = await drive(
      run,
      beginning,
      async (task) =>
        answer ?? (await performOnce(outside, principal, task, { roleArn, session: 'TestState', origin: [] })),
    );
    return {
      ...outcomeOf(subject, tested),
      inspectionData: inspectionLevel === 'INFO' ? undefined : inspect(subject, beginning, tested),
    };
  },
});

/** What cannot be done by itself can only be mocked. @throws WireError ValidationException */
function checkTestable({ state }: Subject, roleArn: string): void {
  const type = String(state.Type);
  if (type === 'Map' || type === 'Parallel')
    throw validationException(`State type '${type}' is not supported when a mock is not specified`);
  if (type !== 'Task') return;
  const integration = integrationOf(String(state.Resource));
  if (integration?.pattern !== 'requestResponse')
    throw validationException(`The resource ${state.Resource} is not supported when a mock is not specified`);
  if (roleArn === '') throw validationException('A roleArn must be specified to test a Task state without a mock');
}

/** @throws WireError ValidationException */
function readVariables(text: string): JsonObject {
  try {
    const variables = JSON.parse(text);
    if (isObject(variables)) return variables;
  } catch {
    // Said below, as for JSON of another kind.
  }
  throw validationException('The variables must be a JSON object.');
}
