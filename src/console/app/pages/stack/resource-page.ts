import { address } from '../../addresses.ts';

/** Which page tells more of a resource, by its type. */
const pages: Readonly<Record<string, (stack: string, physicalId: string) => string>> = {
  'AWS::EC2::Instance': address.instance,
  'AWS::SSM::MaintenanceWindow': address.windows,
  'AWS::SSM::MaintenanceWindowTarget': address.windows,
  'AWS::SSM::MaintenanceWindowTask': address.windows,
  'AWS::StepFunctions::StateMachine': address.runs,
};

/** The address of the page of a resource; undefined where there is none, or the resource is not there (any more). */
export function pageOf(
  stack: string,
  { type, physicalId, status }: { type: string; physicalId?: string; status: string },
): string | undefined {
  if (!physicalId || status === 'DELETE_COMPLETE') return undefined;
  return pages[type]?.(stack, physicalId);
}
