import { defineCommand } from 'citty';
import { statusOf } from '../../operator/fleet/status.ts';
import { describeInstance } from '../../operator/instances.ts';
import { isFleet, outputsOf } from '../../operator/stack.ts';
import { executionsOf } from '../../operator/windows.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { statusText } from '../fleet/status-text.ts';
import { table } from '../table.ts';

export default defineCommand({
  meta: {
    name: 'status',
    description: 'Show how things stand: the window, the last executions, their instances, and the leases of a fleet.',
  },
  args: {
    ...connectionArguments,
    ...stackArgument,
    json: { type: 'boolean', description: 'Print JSON', default: false },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    if (isFleet(outputs)) {
      const status = await statusOf(clients, outputs);
      return console.log(args.json ? JSON.stringify(status, undefined, 2) : statusText(status));
    }
    const { ssm, states } = clients;
    const window = await ssm.getMaintenanceWindow({ WindowId: outputs.WindowId });
    const [last] = await executionsOf(clients, outputs.WindowId);
    const { executions = [] } = await states.listExecutions({
      stateMachineArn: outputs.StateMachineArn,
      maxResults: 10,
    });
    const rows = await Promise.all(
      executions.map(async ({ executionArn, status, startDate, stopDate }) => {
        const { input = '{}' } = await states.describeExecution({ executionArn });
        const { instanceId = '' } = JSON.parse(input) as { instanceId?: string };
        const state = instanceId ? (await describeInstance(clients, instanceId)).State?.Name : undefined;
        return { instanceId, state, status, startedAt: startDate, stoppedAt: stopDate, executionArn };
      }),
    );
    if (args.json) return console.log(JSON.stringify({ window, lastOpened: last, executions: rows }, undefined, 2));
    console.log(
      `Window     ${window.Name} (${window.WindowId}), ${window.Enabled ? 'enabled' : 'disabled'}, ${window.Schedule}, next ${window.NextExecutionTime ?? 'never'}`,
    );
    console.log(
      last
        ? `Opened     ${last.StartTime?.toISOString()}, ${last.Status}${last.StatusDetails ? `: ${last.StatusDetails}` : ''}`
        : 'Opened     not yet',
    );
    if (rows.length === 0) return console.log('Executions none yet');
    console.log(
      `\n${table(
        ['instance', 'now', 'execution', 'began', 'ended'],
        rows.map((row) => [
          row.instanceId,
          row.state ?? '',
          row.status ?? '',
          row.startedAt?.toISOString() ?? '',
          row.stoppedAt?.toISOString() ?? '',
        ]),
      )}`,
    );
  },
});
