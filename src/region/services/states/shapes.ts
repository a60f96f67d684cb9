import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { HistoryEvent as AslEvent } from '../../../asl/index.ts';
import { compile, InvalidDefinition } from '../../../asl/index.ts';
import { arn, type Place } from '../../arn.ts';
import { notSupported } from '../../errors.ts';
import { invalidArn, invalidDefinition, invalidName } from './errors.ts';

/** Source: API Reference, "CreateStateMachine": no white space, brackets, wildcards, special or control characters. */
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** @throws WireError InvalidName */
export function checkName(name: string): string {
  if (name.length < 1 || name.length > 80 || forbidden.test(name)) throw invalidName(name);
  return name;
}

/** @throws WireError InvalidDefinition with the interpreter's own diagnostics */
export function checkDefinition(definition: string): void {
  try {
    compile(definition);
    if (/"Mode"\s*:\s*"DISTRIBUTED"/.test(definition)) throw notSupported('a Map state in the mode DISTRIBUTED');
  } catch (error) {
    if (error instanceof InvalidDefinition) throw invalidDefinition(error.message);
    throw error;
  }
}

export const machineArn = (place: Place, name: string): string => arn(place, 'states', `stateMachine:${name}`);

export const executionArn = (place: Place, machine: string, name: string): string =>
  arn(place, 'states', `execution:${machine}:${name}`);

/** @throws WireError InvalidArn for what is no ARN of that kind of resource */
export function checkArn(text: string, kind: 'stateMachine' | 'execution'): string {
  if (!new RegExp(`^arn:aws:states:[^:]+:\\d{12}:${kind}:.+$`).test(text)) throw invalidArn(text);
  return text;
}

/** A stored event as the API answers it. @param withData whether inputs and outputs are included */
export function toHistoryEvent(text: string, withData: boolean): HistoryEvent {
  const event = JSON.parse(text) as AslEvent;
  if (!withData)
    for (const details of Object.values(event))
      if (typeof details === 'object')
        for (const data of ['input', 'output', 'parameters', 'result']) delete details[data];
  return { ...event, timestamp: new Date(event.timestamp) } as unknown as HistoryEvent;
}
