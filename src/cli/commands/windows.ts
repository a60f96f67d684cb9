import { defineCommand } from 'citty';
import { Failure } from '../../operator/failure.ts';
import { executionsOf } from '../../operator/windows.ts';
import { clientsOf, connectionArguments } from '../arguments.ts';
import { table } from '../table.ts';

const actions = ['enable', 'disable'] as const;

export default defineCommand({
  meta: {
    name: 'windows',
    description: 'Show the maintenance windows and when they opened; enable or disable one.',
  },
  args: {
    ...connectionArguments,
    action: {
      type: 'positional',
      required: false,
      description: 'enable or disable; nothing shows them',
      valueHint: 'enable|disable',
    },
    window: {
      type: 'positional',
      required: false,
      description: 'The id of a window: its history, or what to enable or disable',
    },
    json: { type: 'boolean', description: 'Print JSON', default: false },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const isAction = actions.includes(args.action as (typeof actions)[number]);
    if (isAction) {
      if (!args.window) throw new Failure(`Say which window to ${args.action}: wakepatch windows ${args.action} mw-…`);
      await clients.ssm.updateMaintenanceWindow({ WindowId: args.window, Enabled: args.action === 'enable' });
      console.log(`${args.window} is ${args.action}d.`);
      return;
    }
    if (args.action?.startsWith('mw-')) return showHistory(args.action);
    if (args.action) throw new Failure(`'${args.action}' is neither enable, disable nor the id of a window (mw-…).`);
    const { WindowIdentities = [] } = await clients.ssm.describeMaintenanceWindows({});
    if (args.json) return console.log(JSON.stringify(WindowIdentities, undefined, 2));
    if (WindowIdentities.length === 0)
      return console.log("There are no maintenance windows. Deploy one with 'wakepatch deploy'.");
    console.log(
      table(
        ['window', 'name', 'enabled', 'schedule', 'time zone', 'next'],
        WindowIdentities.map((window) => [
          window.WindowId ?? '',
          window.Name ?? '',
          window.Enabled ? 'yes' : 'no',
          window.Schedule ?? '',
          window.ScheduleTimezone ?? 'UTC',
          window.NextExecutionTime ?? '',
        ]),
      ),
    );

    async function showHistory(window: string): Promise<void> {
      const executions = await executionsOf(clients, window);
      if (args.json) return console.log(JSON.stringify(executions, undefined, 2));
      if (executions.length === 0) return console.log(`The window ${window} has not opened yet.`);
      console.log(
        table(
          ['execution', 'status', 'began', 'ended', 'details'],
          executions.map((execution) => [
            execution.WindowExecutionId ?? '',
            execution.Status ?? '',
            execution.StartTime?.toISOString() ?? '',
            execution.EndTime?.toISOString() ?? '',
            execution.StatusDetails ?? '',
          ]),
        ),
      );
    }
  },
});
