/** The Region's services, heard: what each role needs to be allowed, and what people and rules are told. */
import type { Question } from '../../../src/region/access/policy.ts';
import type { Context, Operation, Principal, Requirement, Service } from '../../../src/region/service.ts';
import { services } from '../../../src/region/services/index.ts';

/** One thing that IAM was asked to allow a role. */
export interface Required extends Question {
  /** the role's own name */
  readonly role: string;
}

export interface ListeningServices {
  readonly services: readonly Service[];
  onRequired: (required: Required) => void;
  /** is told of what was carried out: `alarm LeftAwake`, `event Run Ended` */
  onTold: (what: string) => void;
}

/** What is told by an operation of that name, once it is done. */
const TOLD: Readonly<Record<string, (input: never) => string[]>> = {
  'sns Publish': ({ Subject = 'without a subject' }: { Subject?: string }) => [`message ${Subject.split(':')[0]}`],
  'events PutEvents': ({ Entries }: { Entries: { DetailType: string }[] }) =>
    Entries.map(({ DetailType }) => `event ${DetailType}`),
};

export function listeningServices(): ListeningServices {
  const listening: ListeningServices = { services: services.map(heard), onRequired: () => {}, onTold: () => {} };
  return listening;

  function heard(service: Service): Service {
    const operations = Object.entries(service.operations).map(([name, operation]) => {
      const whole = `${service.actionPrefix ?? service.name}:${name}`;
      const told = TOLD[`${service.name} ${name}`];
      const heard = { ...operation, ...asking(whole, operation), ...asked(operation) };
      return [name, { ...heard, ...(told && telling(heard, told)) }] as const;
    });
    return { ...service, operations: Object.fromEntries(operations) };
  }

  function asking(action: string, operation: Operation): Pick<Operation, 'authorize'> {
    return {
      authorize(input, context: Context) {
        const requirements = operation.authorize?.(input, context) ?? [{ action, resource: '*' }];
        hear(context.principal, requirements);
        return requirements;
      },
    };
  }

  /** What an operation asks IAM while it is carried out. */
  function asked({ run, respond }: Operation): Partial<Operation> {
    const hearing = (context: Context): Context =>
      Object.create(context, {
        authorize: {
          value: ((service, requirements, as = context.principal) => {
            hear(as, requirements);
            context.authorize(service, requirements, as);
          }) satisfies Context['authorize'],
        },
      });
    return {
      ...(run && { run: (input, context) => run(input, hearing(context)) }),
      ...(respond && {
        respond: (input, outside, principal, requestId) => {
          const transaction: typeof outside.transaction = (as, work) =>
            outside.transaction(as, (context) => work(hearing(context)));
          return respond(input, Object.create(outside, { transaction: { value: transaction } }), principal, requestId);
        },
      }),
    };
  }

  function hear(principal: Principal, requirements: readonly Requirement[]): void {
    const role = roleOf(principal);
    if (role) for (const each of requirements) listening.onRequired({ role, ...questionOf(each) });
  }

  function telling(operation: Operation, told: (input: never) => string[]): Pick<Operation, 'run'> {
    return {
      run(input, context: Context) {
        const output = operation.run!(input, context);
        for (const what of told(input as never)) listening.onTold(what);
        return output;
      },
    };
  }
}

const roleOf = ({ arn }: Principal): string | undefined => /:assumed-role\/([^/]+)\//.exec(arn)?.[1];

function questionOf({ action, resource, conditions = {} }: Requirement): Question {
  const lower = Object.entries(conditions).map(([key, value]) => [key.toLowerCase(), value]);
  return { action, resource, conditions: Object.fromEntries(lower) };
}
