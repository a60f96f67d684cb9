import { limits, patching, rates, targets, window } from '../common-parameters.ts';
import type { NameIn, Parameter } from '../parameters.ts';

export const patternParameters = {
  'Which instances': {
    CreateDemoInstance: {
      label: 'Create a demo instance?',
      description:
        'true launches an instance named ssm-stepfunction-demo to be patched; false patches existing instances.',
      allowedValues: ['true', 'false'],
      default: 'true',
    },
    ...targets,
    AfterPatching: {
      label: 'Existing instances: state after patching',
      description:
        'RestoreFoundState stops what was found stopped and leaves running what was found running. AlwaysStop stops all. ' +
        'The demo instance, which the stack launches running, is always stopped.',
      allowedValues: ['RestoreFoundState', 'AlwaysStop'],
      default: 'RestoreFoundState',
    },
  },
  'Demo instance': {
    ImageId: {
      label: 'Image',
      description: 'The public Systems Manager parameter that names the image.',
      type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      default: '/aws/service/debian/release/12/latest/amd64',
    },
    InstanceType: {
      label: 'Instance type',
      description: "An instance type of the image's architecture.",
      allowedPattern: '^[a-z0-9-]+\\.[a-z0-9-]+$',
      constraintDescription: 'must be an instance type such as t3.micro',
      default: 't3.micro',
    },
    SubnetId: {
      label: 'Subnet',
      description: 'A subnet with a way to the Internet. Empty: a default subnet of the default VPC.',
      allowedPattern: '^(|subnet-[0-9a-f]{8,17})$',
      constraintDescription: 'must be a subnet id such as subnet-0123456789abcdef0, or empty',
      default: '',
    },
  },
  'Maintenance window': { ...window, ...rates },
  Patching: patching,
  'Time and logs': limits,
} satisfies Record<string, Record<string, Parameter>>;

export type ParameterName = NameIn<typeof patternParameters>;
