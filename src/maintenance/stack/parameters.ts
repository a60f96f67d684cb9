import { CfnParameter, type CfnParameterProps, type Stack } from 'aws-cdk-lib';

/** A parameter of a template, with the label that a form shows. */
export type Parameter = CfnParameterProps & { label: string };

/** Parameters by name, in groups by title. */
export type Groups = Readonly<Record<string, Readonly<Record<string, Parameter>>>>;

type KeyIn<Group> = Group extends unknown ? keyof Group : never;
export type NameIn<Some extends Groups> = KeyIn<Some[keyof Some]> & string;

/** Declares a template's parameters, and their groups and labels for those who fill in the form. */
export function declareParameters<Some extends Groups>(
  stack: Stack,
  declared: Some,
): Record<NameIn<Some>, CfnParameter> {
  const groups = Object.entries<Groups[string]>(declared);
  const all = groups.flatMap(([, group]) => Object.entries(group));
  stack.templateOptions.metadata = {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: groups.map(([label, group]) => ({ Label: { default: label }, Parameters: Object.keys(group) })),
      ParameterLabels: Object.fromEntries(all.map(([name, { label }]) => [name, { default: label }])),
    },
  };
  return Object.fromEntries(
    all.map(([name, { label: _, ...props }]) => [name, new CfnParameter(stack, name, props)]),
  ) as Record<NameIn<Some>, CfnParameter>;
}
