import type { Context } from '../../../service.ts';
import { checkName, executionArn, expressArn } from '../arns.ts';
import { checkInput } from '../data.ts';
import { resolve } from '../state-machine.ts';
import type { Beginning } from './begin.ts';
import { pruneSome } from './retention.ts';

/** As a client asks for an execution; the name is made up where none is given. */
interface Request {
  stateMachineArn: string | undefined;
  name?: string | undefined;
  input?: string | undefined;
}

/**
 * The execution that is to begin when a client asks for one.
 * @throws WireError InvalidArn, InvalidName, InvalidExecutionInput, StateMachineDoesNotExist, StateMachineDeleting
 */
export function readRequest(context: Context, { stateMachineArn, name = '', input = '{}' }: Request): Beginning {
  const { machine, revision, versionArn, aliasArn } = resolve(context, stateMachineArn ?? '');
  checkInput(input);
  pruneSome(context, 1);
  const ownName = name === '' ? context.uuid() : checkName(name);
  return {
    arn:
      machine.type === 'EXPRESS'
        ? expressArn(context, machine.name, ownName, context.uuid())
        : executionArn(context, machine.name, ownName),
    name: ownName,
    machineArn: machine.arn,
    revisionId: revision.revisionId,
    type: machine.type,
    versionArn,
    aliasArn,
    input,
  };
}
