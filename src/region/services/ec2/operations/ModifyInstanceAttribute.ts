import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { invalidCombination, invalidValue, notInState } from '../errors.ts';
import { checkInstanceType } from '../instanceTypes.ts';
import { instancesById, onInstances } from '../reading.ts';
import { type Instance, type InstanceDetails, updateInstance } from '../rows.ts';

type Change = (value: string, instance: Instance) => Partial<InstanceDetails>;

const flag = (value: string): boolean => {
  if (value !== 'true' && value !== 'false') throw invalidValue(`Invalid value '${value}'. Expected true or false.`);
  return value === 'true';
};

/** Attribute, as the parameter of that name or as `Attribute` and `Value` say it -> what changes. */
const attributes: Readonly<Record<string, Change>> = {
  disableApiStop: (value) => ({ disableApiStop: flag(value) }),
  disableApiTermination: (value) => ({ disableApiTermination: flag(value) }),
  instanceInitiatedShutdownBehavior(value) {
    if (value !== 'stop' && value !== 'terminate')
      throw invalidValue(`Invalid value '${value}' for instanceInitiatedShutdownBehavior.`);
    return { shutdownBehavior: value };
  },
  instanceType(value, { id, state }) {
    checkInstanceType(value);
    if (state !== 'stopped') throw notInState(id, 'stopped');
    return { instanceType: value };
  },
};

/** Changes one attribute of one instance. */
export const ModifyInstanceAttribute = operation<'ec2', 'ModifyInstanceAttribute'>({
  accepts: [
    'InstanceId',
    'Attribute',
    'Value',
    'DisableApiStop',
    'DisableApiTermination',
    'InstanceInitiatedShutdownBehavior',
    'InstanceType',
    'DryRun',
  ],
  authorize: ({ InstanceId }, context) => onInstances(context, 'ec2:ModifyInstanceAttribute', [InstanceId!]),
  run(input, { db }) {
    const [instance] = instancesById(db, [input.InstanceId!]);
    const [attribute, value] = theOne(input);
    const change = attributes[attribute];
    if (!change)
      throw invalidValue(`Value (${attribute}) for parameter attribute is invalid. It cannot be modified here.`);
    updateInstance(db, { ...instance!, details: { ...instance!.details, ...change(value, instance!) } });
    return {};
  },
});

function theOne(input: ModifyInstanceAttributeRequest): [attribute: string, value: string] {
  const given = Object.entries({
    disableApiStop: input.DisableApiStop?.Value,
    disableApiTermination: input.DisableApiTermination?.Value,
    instanceInitiatedShutdownBehavior: input.InstanceInitiatedShutdownBehavior?.Value,
    instanceType: input.InstanceType?.Value,
    ...(input.Attribute && { [input.Attribute]: input.Value }),
  }).filter(([, value]) => value !== undefined);
  const [first, ...more] = given;
  if (!first) throw invalidCombination('No attributes specified.');
  if (more.length > 0) throw invalidCombination('Fields for multiple attribute types specified');
  return [first[0], String(first[1])];
}
