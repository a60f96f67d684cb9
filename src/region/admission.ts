/** Finds services and their operations by name, and lets in who may. */
import type { Access } from './access/access.ts';
import type { Clock } from './clock/clock.ts';
import { notSupported } from './errors.ts';
import type { Context, Operation, Principal, Requirement, Service } from './service.ts';
import type { Database } from './store/database.ts';

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly access: Access;
  readonly services: readonly Service[];
}

export interface Admission {
  /** by their names */
  readonly services: ReadonlyMap<string, Service>;
  /** @throws WireError when there is none of that name */
  find(name: string): Service;
  /** @throws WireError when there is none of that name */
  operationOf(service: Service, name: string): Operation;
  /** @throws WireError when the principal may not */
  authorize(service: Service, requirements: readonly Requirement[], principal: Principal): void;
  /** Lets an operation begin: whoever calls may, and the service takes it now. @throws WireError */
  admit(service: Service, name: string, input: object, context: Context): void;
}

export function admission({ db, clock, access, services: all }: Parts): Admission {
  const services = new Map(all.map((service) => [service.name as string, service]));

  const operationOf: Admission['operationOf'] = (service, name) => {
    const operation = service.operations[name];
    if (!operation) throw notSupported(`the operation ${name} of ${service.name}`);
    return operation;
  };

  const authorize: Admission['authorize'] = (service, requirements, principal) =>
    access.authorize(db, principal, service, requirements, clock.now());

  return {
    services,
    operationOf,
    authorize,
    find(name) {
      const service = services.get(name);
      if (!service) throw notSupported(`the service ${name}`);
      return service;
    },
    admit(service, name, input, context) {
      const prefix = service.actionPrefix ?? service.name;
      const requirements = operationOf(service, name).authorize?.(input, context);
      authorize(service, requirements ?? [{ action: `${prefix}:${name}`, resource: '*' }], context.principal);
      service.admit?.(input as Record<string, unknown>);
    },
  };
}
