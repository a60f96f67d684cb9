/** What the tests of windows begin with: a Region, windows that wait until they are told, and ways to see what came of them. */
import type { TestContext } from 'node:test';
import type {
  CreateMaintenanceWindowCommandInput,
  MaintenanceWindowExecution,
  RegisterTaskWithMaintenanceWindowCommandInput,
  Target,
} from '@aws-sdk/client-ssm';
import { eventually } from '../../../../../test/faulty-region.ts';
import { openTestRegion, type TestRegion } from '../../../../../test/region.ts';
import { makeRole } from '../../../../../test/roles.ts';
import type { Service } from '../../../service.ts';
import { service as ec2 } from '../../ec2/index.ts';
import { service as iam } from '../../iam/index.ts';
import { service as states } from '../../states/index.ts';
import { service as sts } from '../../sts/index.ts';
import { service as systemsManager } from '../index.ts';

export { eventually } from '../../../../../test/faulty-region.ts';

/** A schedule that is over: a window that is made with it waits until it is given another. */
const never = 'at(2000-01-01T00:00:00)';

export const hours = (count: number): number => count * 3_600_000;
export const iso = (time: number): string => new Date(time).toISOString();

export type WindowsRegion = Awaited<ReturnType<typeof openWindows>>;

interface Given {
  /** further services, such as a Lambda that is not real */
  services?: readonly Service[];
  time?: 'real' | 'simulated';
}

export async function openWindows(test: TestContext, { services = [], ...options }: Given = {}) {
  const region = await openTestRegion({ services: [iam, sts, ec2, states, systemsManager, ...services], ...options });
  test.after(() => region.close());
  const { ssm } = region.clients;

  /** A window that does not open before it is given a schedule, so that all of it can be registered in peace. */
  const window = async (more: Partial<CreateMaintenanceWindowCommandInput> = {}): Promise<string> => {
    const { WindowId } = await ssm.createMaintenanceWindow({
      Name: 'Nightly',
      Schedule: never,
      Duration: 2,
      Cutoff: 1,
      AllowUnassociatedTargets: true,
      ...more,
    });
    return WindowId!;
  };
  const task = async (
    WindowId: string,
    more: Partial<RegisterTaskWithMaintenanceWindowCommandInput>,
  ): Promise<string> => {
    const limits = more.Targets?.length ? { MaxConcurrency: '10', MaxErrors: '0' } : {};
    const { WindowTaskId } = await ssm.registerTaskWithMaintenanceWindow({
      WindowId,
      TaskType: 'STEP_FUNCTIONS',
      TaskArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:None',
      ...limits,
      ...more,
    });
    return WindowTaskId!;
  };
  return {
    ...region,
    window,
    task,
    /** Opens the window by disabling and enabling it, with a rate whose next time is after its end. */
    async openNow(WindowId: string): Promise<void> {
      await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
      const once = { Schedule: 'rate(3650 days)', EndDate: '2030-01-01T00:00:00Z' };
      await ssm.updateMaintenanceWindow({ WindowId, Enabled: true, ...once });
    },
    /** Those of the window, the latest first. */
    async executions(WindowId: string): Promise<MaintenanceWindowExecution[]> {
      return (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions!;
    },
    /** The latest execution of the window once it is over, with its tasks and their invocations. */
    async outcome(WindowId: string) {
      const execution = await eventually(
        async () => (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions?.[0],
        ({ EndTime }) => EndTime !== undefined,
      );
      const { WindowExecutionId } = execution;
      const tasks = await ssm.describeMaintenanceWindowExecutionTasks({ WindowExecutionId });
      const invocations = await Promise.all(
        tasks.WindowExecutionTaskIdentities!.map(({ TaskExecutionId }) =>
          ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId: TaskExecutionId }),
        ),
      );
      return {
        execution,
        tasks: tasks.WindowExecutionTaskIdentities!,
        invocations: invocations.flatMap((answer) => answer.WindowExecutionTaskInvocationIdentities!),
      };
    },
    /** A state machine that its role may run, and that the role `Window` may start. */
    async stateMachine(name: string, definition: object): Promise<string> {
      const { stateMachineArn } = await region.clients.states.createStateMachine({
        name,
        definition: JSON.stringify(definition),
        roleArn: await makeRole(region.clients, `${name}-Workflow`, 'states.amazonaws.com'),
      });
      return stateMachineArn!;
    },
  };
}

/** A role that Systems Manager may take on, allowed these actions. */
export const windowRole = ({ clients }: TestRegion, name: string, ...actions: string[]): Promise<string> =>
  makeRole(clients, name, 'ssm.amazonaws.com', ...actions.map((Action) => ({ Action, Resource: '*' })));

/** Instances that nobody has to be: targets by id are taken as they are named. */
export const instances = (count: number): Target[] => [
  { Key: 'InstanceIds', Values: Array.from({ length: count }, (_, index) => `i-${String(index).padStart(17, '0')}`) },
];
