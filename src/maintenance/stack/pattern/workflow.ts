// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow, assumedBy, policyDocument } from '../policy.ts';
import type { Selection } from '../selection.ts';
import { definition } from './definition.ts';
import type { ParameterName } from './parameters.ts';
import type { FunctionName } from './roles.ts';

/** The state machine that starts, patches and puts back one instance, and the role in which it acts. */
export class Workflow extends Construct {
  readonly stateMachine: CfnStateMachine;

  constructor(
    scope: Construct,
    id: string,
    selection: Selection,
    functions: Record<FunctionName, CfnFunction>,
    parameters: Record<ParameterName, CfnParameter>,
  ) {
    super(scope, id);

    const role = new CfnRole(this, 'StepFunctionRole', {
      description: 'Calls the five functions',
      assumeRolePolicyDocument: assumedBy('states.amazonaws.com'),
      policies: [
        {
          policyName: 'CallFunctions',
          policyDocument: policyDocument(
            allow(
              ['lambda:InvokeFunction'],
              Object.values(functions).map((each) => each.attrArn),
            ),
          ),
        },
      ],
    });

    const setting = (name: ParameterName) => ({ [name]: parameters[name].valueAsString });
    this.stateMachine = new CfnStateMachine(this, 'StateMachine', {
      roleArn: role.attrArn,
      definition,
      definitionSubstitutions: {
        Partition: Fn.ref('AWS::Partition'),
        ...Object.fromEntries(Object.entries(functions).map(([name, each]) => [name, each.attrArn])),
        ...setting('PatchOperation'),
        ...setting('RebootOption'),
        AfterPatching: Fn.conditionIf(
          selection.withDemoInstance!.logicalId,
          'AlwaysStop',
          parameters.AfterPatching.valueAsString,
        ).toString(),
        ...setting('PollIntervalSeconds'),
        ...setting('StartLimitMinutes'),
        ...setting('PatchLimitMinutes'),
        ...setting('StopLimitMinutes'),
      },
    });
  }
}
