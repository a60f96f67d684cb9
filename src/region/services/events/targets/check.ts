/** What PutTargets holds a target to. */
import type { Target } from '@aws-sdk/client-eventbridge';
import { notSupported } from '../../../errors.ts';
import { constraintViolated, validationException } from '../errors.ts';
import { targetKindOf } from './index.ts';
import { variablesOf } from './input.ts';
import { stepsOf } from './paths.ts';

/** Variables that need no path. Source: EventBridge User Guide, "Amazon EventBridge input transformation". */
const predefined = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** @throws WireError ValidationException; NotImplemented for kinds of targets that the Region has not */
export function checkTarget(target: Target): void {
  const { Id = '', Arn = '', RoleArn } = target;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Id))
    throw constraintViolated(
      Id,
      'targets.1.member.id',
      'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+',
    );
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/.test(Arn))
    throw validationException(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const kind = targetKindOf(Arn);
  if (!kind) throw notSupported(`the target ${Arn} of a rule`);
  if (kind.role === 'required' && RoleArn === undefined)
    throw validationException(`RoleArn is required for target ${Arn}.`);
  checkInput(target);
  checkRetryPolicy(target);
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw validationException(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (Input !== undefined && !isJson(Input)) throw validationException(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && !stepsOf(InputPath)) throw validationException(`Invalid InputPath for target ${Id}.`);
  if (InputTransformer === undefined) return;
  const { InputPathsMap = {}, InputTemplate = '' } = InputTransformer;
  const names = Object.keys(InputPathsMap);
  if (names.length > 100) throw validationException(`InputPathsMap of target ${Id} has more than 100 entries.`);
  for (const [name, path] of Object.entries(InputPathsMap))
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name) || !stepsOf(path))
      throw validationException(`Invalid InputPathsMap for target ${Id}: ${name} is ${path}.`);
  const unknown = variablesOf(InputTemplate).find((name) => ![...predefined, ...names].includes(name));
  if (unknown !== undefined)
    throw validationException(
      `InputTemplate for target ${Id} contains placeholder ${unknown} that is not in InputPathsMap.`,
    );
}

/** Source: EventBridge API Reference, "RetryPolicy". */
function checkRetryPolicy({
  RetryPolicy: { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = {},
}: Target): void {
  if (age !== undefined && (age < 60 || age > 86_400))
    throw constraintViolated(
      age,
      'targets.1.member.retryPolicy.maximumEventAgeInSeconds',
      `Member must have value ${age < 60 ? 'greater than or equal to 60' : 'less than or equal to 86400'}`,
    );
  if (attempts !== undefined && (attempts < 0 || attempts > 185))
    throw constraintViolated(
      attempts,
      'targets.1.member.retryPolicy.maximumRetryAttempts',
      `Member must have value ${attempts < 0 ? 'greater than or equal to 0' : 'less than or equal to 185'}`,
    );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
