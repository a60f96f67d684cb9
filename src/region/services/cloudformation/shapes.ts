/** Rows as the API answers them. Source: CloudFormation API Reference, "Data Types". */
import type * as api from '@aws-sdk/client-cloudformation';
import { resourceTypes } from './resources/index.ts';
import type { ChangeSet } from './rows/changeSets.ts';
import type { Resource } from './rows/resources.ts';
import type { Definition, Stack } from './rows/stacks.ts';
import { requiredCapability } from './template/capabilities.ts';
import { readTemplate, type Template } from './template/template.ts';

const noDrift = { StackDriftStatus: 'NOT_CHECKED' } as const;
const noResourceDrift = { StackResourceDriftStatus: 'NOT_CHECKED' } as const;

export function toStack(stack: Stack): api.Stack {
  const { definition } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: readTemplate(definition.template).description,
    Parameters: toParameters(definition),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: date(stack.updatedAt),
    DeletionTime: date(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: [],
    TimeoutInMinutes: stack.timeoutMinutes,
    Capabilities: definition.capabilities as api.Capability[],
    Outputs: [...stack.outputs],
    RoleARN: stack.roleArn,
    Tags: [...definition.tags],
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: noDrift,
  };
}

export function toStackSummary(stack: Stack): api.StackSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: readTemplate(stack.definition.template).description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: date(stack.updatedAt),
    DeletionTime: date(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DriftInformation: noDrift,
  };
}

/** The values that a stack has, those of NoEcho parameters hidden. */
export function toParameters({ template, parameters, resolved }: Definition): api.Parameter[] {
  const declared = readTemplate(template).parameters;
  return Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: String(declared[ParameterKey]?.NoEcho) === 'true' ? '****' : value,
    ResolvedValue: resolved[ParameterKey],
  }));
}

export function toStackResource(stack: Stack, resource: Resource): api.StackResource {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.updatedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: noResourceDrift,
  };
}

/** What a template asks of its caller, and whether anything in it has to be acknowledged. */
export function toTemplateSummary(template: Template) {
  const required = requiredCapability(template, resourceTypes);
  return {
    Description: template.description,
    Capabilities: required ? [required.capability] : [],
    CapabilitiesReason:
      required && `The following resource(s) require capabilities: [${required.resourceTypes.join(', ')}]`,
    DeclaredTransforms: [],
  };
}

export function toParameterDeclarations(template: Template) {
  return Object.entries(template.parameters).map(([ParameterKey, parameter]) => ({
    ParameterKey,
    DefaultValue: parameter.Default === undefined ? undefined : String(parameter.Default),
    NoEcho: String(parameter.NoEcho) === 'true',
    Description: parameter.Description,
    ParameterType: parameter.Type,
    ParameterConstraints: { AllowedValues: parameter.AllowedValues?.map(String) },
  }));
}

/** `UNAVAILABLE`, `AVAILABLE`, and how it went once it was executed. */
export function executionStatus(changeSet: ChangeSet, stack: Stack): api.ExecutionStatus {
  if (changeSet.status === 'FAILED') return 'UNAVAILABLE';
  if (!changeSet.executed) return 'AVAILABLE';
  if (/_IN_PROGRESS$/.test(stack.status)) return 'EXECUTE_IN_PROGRESS';
  return /FAILED|ROLLBACK/.test(stack.status) ? 'EXECUTE_FAILED' : 'EXECUTE_COMPLETE';
}

function date(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}
