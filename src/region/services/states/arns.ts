import { arn, type Place } from '../../arn.ts';
import { invalidArn, invalidName } from './errors.ts';

/** Source: API Reference, "CreateStateMachine": no white space, brackets, wildcards, special or control characters. */
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** @throws WireError InvalidName */
export function checkName(name: string): string {
  if (name.length < 1 || name.length > 80 || forbidden.test(name)) throw invalidName(name);
  return name;
}

export const machineArn = (place: Place, name: string): string => arn(place, 'states', `stateMachine:${name}`);
export const activityArn = (place: Place, name: string): string => arn(place, 'states', `activity:${name}`);
export const executionArn = (place: Place, machine: string, name: string): string =>
  arn(place, 'states', `execution:${machine}:${name}`);

/** An execution of an EXPRESS state machine may share its name with others: `id` tells them apart. */
export const expressArn = (place: Place, machine: string, name: string, id: string): string =>
  arn(place, 'states', `express:${machine}:${name}:${id}`);

/** What a Map Run is made of: `arn:…:mapRun:<state machine>/<label>:<id>`. */
export function partsOfMapRun(mapRunArn: string): { machine: string; label: string } {
  const [machine = '', label = ''] = (mapRunArn.split(':')[6] ?? '').split('/');
  return { machine, label };
}

/** The state machine of a qualified ARN: of a version, an alias, or a Map state with its label. */
export function unqualified(stateMachineArn: string): string {
  const [prefix, partition, service, region, account, kind, name = ''] = stateMachineArn.split(':');
  return [prefix, partition, service, region, account, kind, name.split('/')[0]].join(':');
}

type Kind = 'stateMachine' | 'execution' | 'activity' | 'mapRun';

/** @throws WireError InvalidArn for what is no ARN of that kind of resource */
export function checkArn(text: string, kind: Kind): string {
  const [, found] = /^arn:aws:states:[^:]+:\d{12}:([^:]+):.+$/.exec(text) ?? [];
  if (found === undefined) throw invalidArn(text);
  if (found !== kind) throw invalidArn(`Resource type not valid in this context: ${found}`);
  return text;
}
