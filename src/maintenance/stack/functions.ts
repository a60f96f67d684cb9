// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnMapping, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundle } from './bundle.ts';
import { allow, assumedBy, policyDocument, type Statement } from './policy.ts';
import type { Selection } from './selection.ts';

/** A role in which functions act. */
export interface FunctionRole {
  /** what it may do besides; what is allowed on `*` cannot be limited */
  readonly general: readonly Statement[];
  /** what it may do to the selected instances, as `Selection.policy` takes it */
  readonly onSelected?: Parameters<Selection['policy']>;
  /** its functions, by name, each with what it does */
  readonly functions: Readonly<Record<string, string>>;
  /** what they find in their environment */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Functions, the roles in which they act, and their common log. */
export class Functions<FunctionName extends string> extends Construct {
  readonly byName: Record<FunctionName, CfnFunction>;
  /** in which each of them acts */
  readonly roles: Record<FunctionName, CfnRole>;

  constructor(
    scope: Construct,
    id: string,
    selection: Selection,
    roles: Readonly<Record<string, FunctionRole>>,
    logRetentionDays: number,
  ) {
    super(scope, id);

    const log = new CfnLogGroup(this, 'FunctionLogs', {
      logGroupName: Fn.sub('/aws/lambda/${AWS::StackName}'),
      retentionInDays: logRetentionDays,
    });
    const names = Object.values(roles).flatMap(({ functions }) => Object.keys(functions));
    // One text for all functions: each finds its handler in it, and what they share is there once.
    const code = new CfnMapping(this, 'Code', { mapping: { All: { js: bundle(names) } } });

    const made = Object.entries(roles).flatMap(([roleName, { general, onSelected, functions, variables }]) => {
      const role = new CfnRole(this, roleName, {
        assumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
        policies: [
          {
            policyName: 'General',
            policyDocument: policyDocument(
              ...general,
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], log.attrArn),
            ),
          },
          ...(onSelected ? [selection.policy(...onSelected)] : []),
        ],
      });
      return Object.entries(functions).map(([name, description]) => {
        const made = new CfnFunction(this, name, {
          description,
          code: { zipFile: Fn.findInMap(code.logicalId, 'All', 'js') },
          handler: `index.${name}`,
          runtime: 'nodejs24.x',
          role: role.attrArn,
          memorySize: 256,
          timeout: 60,
          loggingConfig: { logGroup: log.ref },
          environment: variables && { variables },
        });
        return { name, made, role };
      });
    });
    const byName = <T>(of: (each: (typeof made)[number]) => T) =>
      Object.fromEntries(made.map((each) => [each.name, of(each)])) as Record<FunctionName, T>;
    this.byName = byName((each) => each.made);
    this.roles = byName((each) => each.role);
  }
}
