/**
 * The Region's services, of which single calls go wrong: those of one function or state machine, about one instance. A
 * fault is what the caller sees; `took effect` means that the call was carried out nevertheless.
 */
import { WireError } from '../../../src/region/errors.ts';
import type { Context, Operation, Outside, Principal, Service } from '../../../src/region/service.ts';
import { services } from '../../../src/region/services/index.ts';

/** How a call goes wrong. */
export type How = 'throttled' | 'internal error' | 'access denied' | 'no answer' | 'answer lost';

/** How many calls in a row go wrong, for each way in which they do. */
export const TIMES: Record<How, readonly number[]> = {
  throttled: [1, 3, Number.POSITIVE_INFINITY],
  'internal error': [1, 3, Number.POSITIVE_INFINITY],
  'access denied': [Number.POSITIVE_INFINITY],
  'no answer': [1, Number.POSITIVE_INFINITY],
  'answer lost': [1, Number.POSITIVE_INFINITY],
};

export const inWords = (times: number) => (times === 1 ? 'once' : times === 3 ? 'thrice' : 'always');

export interface CallFault {
  /** the logical name of the function or state machine that calls, such as `InstanceStarter` or `PatchInstance` */
  readonly caller: string;
  /** such as `ec2 StartInstances` */
  readonly call: string;
  /** which the call is about; undefined: whatever it is about */
  readonly instanceId?: string;
  readonly how: How;
  /** how many calls in a row */
  readonly times: number;
}

/** One call as it was asked for. */
export interface Asked {
  readonly caller: string;
  readonly call: string;
  readonly instanceId: string | undefined;
  readonly input: Record<string, unknown>;
}

export interface FaultyServices {
  readonly services: readonly Service[];
  /** The faults in force; replaced as a whole. */
  faults: CallFault[];
  /** Is told of each call of a function or state machine before it is carried out. */
  onCall: (asked: Asked) => void;
  /** How often each fault has struck. */
  readonly struck: Map<CallFault, number>;
}

const ERRORS: Record<Exclude<How, 'no answer'>, (call: string) => WireError> = {
  throttled: (call) => new WireError(throttling(call), 'Rate exceeded', { status: call.startsWith('ec2') ? 503 : 400 }),
  'internal error': () => new WireError('InternalError', 'An internal error has occurred', { status: 500 }),
  'access denied': (call) =>
    new WireError(
      call.startsWith('ec2') ? 'UnauthorizedOperation' : 'AccessDeniedException',
      'You are not authorized',
      {
        status: 403,
      },
    ),
  'answer lost': () => new WireError('InternalError', 'An internal error has occurred', { status: 500 }),
};

const throttling = (call: string) =>
  call.startsWith('ec2')
    ? 'RequestLimitExceeded'
    : call.startsWith('lambda')
      ? 'TooManyRequestsException'
      : call.startsWith('s3')
        ? 'SlowDown'
        : 'ThrottlingException';

/** Longer than any state waits for an answer, in milliseconds. */
const NEVER = 30 * 60_000;

/** @param outside of the Region that has the services, once it is open */
export function faultyServices(outside: () => Outside): FaultyServices {
  const struck = new Map<CallFault, number>();
  const faulty: FaultyServices = { services: services.map(withFaults), faults: [], onCall: () => {}, struck };
  return faulty;

  function strike(asked: Asked): CallFault | undefined {
    faulty.onCall(asked);
    const fault = faulty.faults.find(
      (each) =>
        each.caller === asked.caller &&
        each.call === asked.call &&
        (each.instanceId === undefined || each.instanceId === asked.instanceId) &&
        (struck.get(each) ?? 0) < each.times,
    );
    if (fault) struck.set(fault, (struck.get(fault) ?? 0) + 1);
    return fault;
  }

  function withFaults(service: Service): Service {
    const operations = Object.entries(service.operations).map(([name, operation]) => {
      const call = `${service.name} ${name}`;
      return [name, operation.respond ? waiting(call, operation) : inTransaction(call, operation)] as const;
    });
    return { ...service, operations: Object.fromEntries(operations) };
  }

  function waiting(call: string, operation: Operation): Operation {
    return {
      ...operation,
      async respond(input, own: Outside, principal: Principal, requestId: string) {
        const caller = callerOf(principal);
        const named = call === 'lambda Invoke' ? `${call} ${logicalName(input.FunctionName)}` : call;
        const fault = caller && strike({ caller, call: named, instanceId: instanceIn(input), input });
        if (!fault) return operation.respond!(input, own, principal, requestId);
        if (fault.how === 'answer lost') await operation.respond!(input, own, principal, requestId);
        if (fault.how === 'no answer') await own.clock.sleep(NEVER);
        throw ERRORS[fault.how === 'no answer' ? 'internal error' : fault.how](call);
      },
    };
  }

  function inTransaction(call: string, operation: Operation): Operation {
    return {
      ...operation,
      run(input, context: Context) {
        const { principal } = context;
        const caller = callerOf(principal);
        const fault = caller && strike({ caller, call, instanceId: instanceIn(input), input });
        if (!fault) return operation.run!(input, context);
        // An error undoes the transaction. What took effect nevertheless is done in one of its own, right after it.
        if (fault.how === 'answer lost')
          setImmediate(() => outside().transaction(principal, (own) => void operation.run!(input, own)));
        throw ERRORS[fault.how === 'no answer' ? 'internal error' : fault.how](call);
      },
    };
  }
}

/** A function by the session of its role, a state machine by its role; undefined for others, who are not interfered with. */
function callerOf(principal: Principal): string | undefined {
  const [, role = '', session = ''] = /:assumed-role\/([^/]+)\/(.+)$/.exec(principal.arn) ?? [];
  if (role.includes('ForLambda')) return logicalName(session);
  return /(PatchInstance|PatchFleet)Role/.exec(role)?.[1];
}

/** `fleet-InstanceStarter-0l29WJIacRvZ`, or the ARN of that, as the template names it. */
function logicalName(physical: string): string {
  return /-([A-Za-z]+)-[A-Za-z0-9]+$/.exec(physical)?.[1] ?? physical;
}

/** The instance that a call is about: the first id in what it is given. */
function instanceIn(input: Record<string, unknown>): string | undefined {
  const { Body: _, Payload, ...rest } = input;
  const text = JSON.stringify(rest) + (Payload === undefined ? '' : Buffer.from(Payload as Uint8Array).toString());
  return /\bi-[0-9a-f]{17}\b/.exec(text)?.[0];
}
