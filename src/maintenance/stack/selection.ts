// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnCondition, type CfnParameter, CfnRule, Fn, type IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ParameterName } from './parameters.ts';
import { allow, policyDocument } from './policy.ts';
import { renderJson } from './render-json.ts';

// Fn::Join takes no function as its delimiter, so Region and account are wildcards here. An instance id belongs to one
// Region and account anyway, and a role reaches its own account's instances only.
const INSTANCE_ARN_BY_ID = 'arn:aws:ec2:*:*:instance/';
const INSTANCE_ARN = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/';

/**
 * Which instances are patched: the demo instance, those with a tag, or those named by id; exactly one of the three. The
 * maintenance window's target and the roles' permissions are both made from it, so neither can reach further.
 */
export class Selection extends Construct {
  readonly withDemoInstance: CfnCondition;
  readonly #byTag: CfnCondition;
  readonly #ids: string[];

  constructor(scope: Construct, id: string, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);
    this.#ids = Fn.split(',', parameters.TargetInstanceIds.valueAsString);
    const is = (name: ParameterName, value: string) => Fn.conditionEquals(parameters[name].valueAsString, value);
    const isGiven = (name: ParameterName) => Fn.conditionNot(is(name, ''));

    new CfnRule(this, 'OneSelection', {
      assertions: [
        {
          assert: Fn.conditionOr(
            Fn.conditionAnd(is('CreateDemoInstance', 'true'), is('TargetTagKey', ''), is('TargetInstanceIds', '')),
            Fn.conditionAnd(is('CreateDemoInstance', 'false'), isGiven('TargetTagKey'), is('TargetInstanceIds', '')),
            Fn.conditionAnd(is('CreateDemoInstance', 'false'), is('TargetTagKey', ''), isGiven('TargetInstanceIds')),
          ),
          assertDescription:
            'Say which instances: CreateDemoInstance=true, or CreateDemoInstance=false with either TargetTagKey and ' +
            'TargetTagValue or TargetInstanceIds.',
        },
        {
          assert: Fn.conditionOr(
            Fn.conditionAnd(is('TargetTagKey', ''), is('TargetTagValue', '')),
            Fn.conditionAnd(isGiven('TargetTagKey'), isGiven('TargetTagValue')),
          ),
          assertDescription: 'TargetTagKey and TargetTagValue belong together: give both or neither.',
        },
      ],
    });

    this.withDemoInstance = new CfnCondition(this, 'WithDemoInstance', {
      expression: is('CreateDemoInstance', 'true'),
    });
    this.#byTag = new CfnCondition(this, 'SelectedByTag', { expression: isGiven('TargetTagKey') });
  }

  /** The Targets of the window's target. */
  targets(): IResolvable[] {
    const ids = this.ifDemo([Fn.ref('DemoInstance')], this.#ids);
    return [
      this.ifTag(
        { Key: Fn.sub('tag:${TargetTagKey}'), Values: [Fn.ref('TargetTagValue')] },
        { Key: 'InstanceIds', Values: ids },
      ),
    ];
  }

  /**
   * An inline policy that allows actions on the selected instances only. `tagCondition` is the condition key, less the
   * tag's key, by which the service lets its actions be limited to tagged instances.
   */
  policy(actions: string[], tagCondition: 'aws:ResourceTag' | 'ssm:resourceTag'): IResolvable {
    const tagged = { StringEquals: { [`${tagCondition}/\${TargetTagKey}`]: '${TargetTagValue}' } };
    return this.ifTag(
      // A policy in text, since a template cannot have a function in place of the condition's key.
      {
        PolicyName: 'TaggedInstances',
        PolicyDocument: Fn.sub(renderJson(policyDocument(allow(actions, `${INSTANCE_ARN}*`, tagged)))),
      },
      {
        PolicyName: 'NamedInstances',
        PolicyDocument: policyDocument(
          allow(actions, this.ifDemo([Fn.sub(`${INSTANCE_ARN}\${DemoInstance}`)], this.arnsById())),
        ),
      },
    );
  }

  private arnsById(): string[] {
    const others = Fn.join(`,${INSTANCE_ARN_BY_ID}`, this.#ids);
    return Fn.split(',', Fn.join('', [INSTANCE_ARN_BY_ID, others]));
  }

  private ifTag(yes: unknown, no: unknown): IResolvable {
    return Fn.conditionIf(this.#byTag.logicalId, yes, no);
  }

  private ifDemo(yes: unknown, no: unknown): IResolvable {
    return Fn.conditionIf(this.withDemoInstance.logicalId, yes, no);
  }
}
