import { Link } from 'wouter';
import type { CommandAnswer, CommandMachine } from '../../../views/command.ts';
import type { CommandMachineAnswer, ToldCheck } from '../../../views/command-machine.ts';
import { address } from '../../addresses.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { plain } from '../../parts/plain.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import { Changes } from './Changes.tsx';
import { Patching } from './Patching.tsx';
import { Step } from './Step.tsx';

export interface MachineProps {
  readonly stack: string;
  readonly command: CommandAnswer;
  readonly machine: CommandMachine;
}

/** What the command has come to on one machine: packages, patch state, and the output step by step. */
export function Machine({ stack, command, machine }: MachineProps) {
  const live = useView('commandMachine', { id: command.id, instance: machine.instanceId });
  return (
    <section>
      <h2>
        On <Link href={address.instance(stack, machine.instanceId)}>{plain(machine.name) || machine.instanceId}</Link>{' '}
        <Badge tone={toneOf(machine.status)}>{machine.status}</Badge>{' '}
        {machine.name && <span className="muted mono">{machine.instanceId}</span>}
      </h2>
      <Viewed live={live}>{(answer) => <Answer command={command} machine={machine} answer={answer} />}</Viewed>
    </section>
  );
}

function Answer({ command, machine, answer }: Omit<MachineProps, 'stack'> & { answer: CommandMachineAnswer }) {
  const { steps, changes, summary, result, check } = answer;
  return (
    <>
      {check && <Check {...check} />}
      {(result || summary.length > 0) && <Patching result={result} summary={summary} />}
      {(result || changes.length > 0) && <Changes changes={changes} isOver={isOver(machine.status)} />}
      <h3>Output</h3>
      {steps.length === 0 && (
        <p className="muted">The command has not reached the machine{isOver(machine.status) ? '' : ' yet'}.</p>
      )}
      {steps.map((step) => (
        <Step key={step.name} command={command.id} instance={machine.instanceId} step={step} />
      ))}
    </>
  );
}

const isOver = (status: string) => !['Pending', 'InProgress', 'Delayed', 'Cancelling'].includes(status);

function Check({ bootId, users, rebootPending, packages }: ToldCheck) {
  return (
    <p>
      The check of the machine: {users.length ? `logged in ${users.map(plain).join(', ')}` : 'nobody is logged in'};{' '}
      {rebootPending ? 'a reboot is pending' : 'no reboot is pending'};{' '}
      {packages === undefined ? 'the list of packages was cut off' : `${packages} packages are installed`}; boot{' '}
      <code>{bootId}</code>.
    </p>
  );
}
