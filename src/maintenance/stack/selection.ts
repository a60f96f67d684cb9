// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnCondition, type CfnParameter, CfnRule, Fn, type IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allow, policyDocument } from './policy.ts';
import { renderJson } from './render-json.ts';

// Fn::Join takes no function as its delimiter, so Region and account are wildcards here. An instance id belongs to one
// Region and account anyway, and a role reaches its own account's instances only.
const INSTANCE_ARN_BY_ID = 'arn:aws:ec2:*:*:instance/';
const INSTANCE_ARN = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/';

type SelectionParameters = Record<'TargetTagKey' | 'TargetTagValue' | 'TargetInstanceIds', CfnParameter> & {
  CreateDemoInstance?: CfnParameter;
};

/**
 * Which instances are patched: the demo instance, those with a tag, or those named by id; exactly one of the three. The
 * maintenance window's target and the roles' permissions are both made from it, so neither can reach further.
 */
export class Selection extends Construct {
  /** Whether the stack makes the instance itself; only in a template that has the parameter CreateDemoInstance. */
  readonly withDemoInstance?: CfnCondition;
  readonly #byTag: CfnCondition;
  readonly #ids: string[];

  constructor(scope: Construct, id: string, parameters: SelectionParameters) {
    super(scope, id);
    const { CreateDemoInstance, TargetTagKey, TargetTagValue, TargetInstanceIds } = parameters;
    this.#ids = Fn.split(',', TargetInstanceIds.valueAsString);
    const is = (parameter: CfnParameter, value: string) => Fn.conditionEquals(parameter.valueAsString, value);
    const isGiven = (parameter: CfnParameter) => Fn.conditionNot(is(parameter, ''));
    const byTag = [isGiven(TargetTagKey), is(TargetInstanceIds, '')];
    const byIds = [is(TargetTagKey, ''), isGiven(TargetInstanceIds)];
    const neither = [is(TargetTagKey, ''), is(TargetInstanceIds, '')];

    new CfnRule(this, 'OneSelection', {
      assertions: [
        CreateDemoInstance
          ? {
              assert: Fn.conditionOr(
                Fn.conditionAnd(is(CreateDemoInstance, 'true'), ...neither),
                Fn.conditionAnd(is(CreateDemoInstance, 'false'), ...byTag),
                Fn.conditionAnd(is(CreateDemoInstance, 'false'), ...byIds),
              ),
              assertDescription:
                'Say which instances: CreateDemoInstance=true, or CreateDemoInstance=false with either TargetTagKey and ' +
                'TargetTagValue or TargetInstanceIds.',
            }
          : {
              assert: Fn.conditionOr(Fn.conditionAnd(...byTag), Fn.conditionAnd(...byIds)),
              assertDescription: 'Say which instances: either TargetTagKey and TargetTagValue, or TargetInstanceIds.',
            },
        {
          assert: Fn.conditionOr(
            Fn.conditionAnd(is(TargetTagKey, ''), is(TargetTagValue, '')),
            Fn.conditionAnd(isGiven(TargetTagKey), isGiven(TargetTagValue)),
          ),
          assertDescription: 'TargetTagKey and TargetTagValue belong together: give both or neither.',
        },
      ],
    });

    this.withDemoInstance =
      CreateDemoInstance && new CfnCondition(this, 'WithDemoInstance', { expression: is(CreateDemoInstance, 'true') });
    this.#byTag = new CfnCondition(this, 'SelectedByTag', { expression: isGiven(TargetTagKey) });
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
   * An inline policy that allows actions on the selected instances only. They are given by the condition key, less the
   * tag's key, by which their service lets them be limited to tagged instances; `condition` holds for all of them.
   */
  policy(actions: Partial<Record<'aws:ResourceTag' | 'ssm:resourceTag', string[]>>, condition?: object): IResolvable {
    const all = Object.values(actions).flat();
    const byTag = Object.entries(actions).map(([key, some]) =>
      allow(some, `${INSTANCE_ARN}*`, {
        StringEquals: { [`${key}/\${TargetTagKey}`]: '${TargetTagValue}' },
        ...condition,
      }),
    );
    const byId = this.ifDemo([Fn.sub(`${INSTANCE_ARN}\${DemoInstance}`)], this.arnsById());
    return this.ifTag(
      // A policy in text, since a template cannot have a function in place of the condition's key.
      { PolicyName: 'TaggedInstances', PolicyDocument: Fn.sub(renderJson(policyDocument(...byTag))) },
      { PolicyName: 'NamedInstances', PolicyDocument: policyDocument(allow(all, byId, condition)) },
    );
  }

  private arnsById(): string[] {
    const others = Fn.join(`,${INSTANCE_ARN_BY_ID}`, this.#ids);
    return Fn.split(',', Fn.join('', [INSTANCE_ARN_BY_ID, others]));
  }

  private ifTag(yes: unknown, no: unknown): IResolvable {
    return Fn.conditionIf(this.#byTag.logicalId, yes, no);
  }

  private ifDemo(yes: unknown, no: unknown): unknown {
    return this.withDemoInstance ? Fn.conditionIf(this.withDemoInstance.logicalId, yes, no) : no;
  }
}
