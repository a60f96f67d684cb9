/**
 * Where code of services runs: transactions and what they may do (Context), and what happens outside of them (Outside).
 */
import type { Access } from './access/access.ts';
import { announcements } from './announcements.ts';
import type { Clock } from './clock/clock.ts';
import { cancelTimer, runTimers, setTimer } from './clock/timers.ts';
import { notSupported } from './errors.ts';
import type { Ids } from './ids.ts';
import type { MachineDriver } from './machines/driver.ts';
import { addEffect, runOutbox } from './outbox/outbox.ts';
import {
  type Context,
  type Operation,
  type Outside,
  type Principal,
  type RegionEvent,
  type Requirement,
  type Service,
  servicePrincipal,
} from './service.ts';
import type { Database } from './store/database.ts';

export interface EngineParts {
  readonly account: string;
  readonly region: string;
  readonly dataDir: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly machines: MachineDriver;
  readonly access: Access;
  readonly services: readonly Service[];
  log(line: string): void;
}

export interface Engine {
  readonly outside: Outside;
  service(name: string): Service | undefined;
  /** Authorises and runs one operation, as the wire and `Outside.call` do. @throws WireError */
  perform(
    service: Service,
    name: string,
    input: Record<string, unknown>,
    principal: Principal,
    requestId: string,
  ): Promise<object>;
  /** Opens the services, then lets timers and effects go on where they stopped. @param endpoint where the wire answers */
  start(endpoint: string): void;
  close(): Promise<void>;
}

export function createEngine(parts: EngineParts): Engine {
  const { db, clock, ids, access, account, region } = parts;
  const services = new Map(parts.services.map((service) => [service.name as string, service]));
  const closing = new AbortController();
  const topics = announcements();
  let endpoint = '';

  const find = (name: string): Service => {
    const service = services.get(name);
    if (!service) throw notSupported(`the service ${name}`);
    return service;
  };
  const operationOf = (service: Service, name: string): Operation => {
    const operation = service.operations[name];
    if (!operation) throw notSupported(`the operation ${name} of ${service.name}`);
    return operation;
  };
  const authorize = (service: Service, requirements: readonly Requirement[], principal: Principal) =>
    access.authorize(db, principal, service, requirements, clock.now());
  const admit = (service: Service, name: string, input: object, context: Context) => {
    const prefix = service.actionPrefix ?? service.name;
    const requirements = operationOf(service, name).authorize?.(input, context);
    authorize(service, requirements ?? [{ action: `${prefix}:${name}`, resource: '*' }], context.principal);
    service.admit?.(input as Record<string, unknown>);
  };

  const contextFor = (principal: Principal, requestId: string, announced: string[]): Context => ({
    principal,
    account,
    region,
    requestId,
    now: clock.now(),
    db,
    uuid: ids.uuid,
    hex: ids.hex,
    call(serviceName, operation, input, as = principal) {
      const service = find(serviceName);
      const { run } = operationOf(service, operation);
      if (!run) throw new TypeError(`${serviceName} ${operation} has to wait: call it outside of a transaction`);
      const context = contextFor(as, requestId, announced);
      return db.transaction(() => {
        admit(service, operation, input as object, context);
        return run(input, context) as never;
      });
    },
    authorize: (service, requirements, as = principal) => authorize(find(service), requirements, as),
    assume: (roleArn, service, sessionName) => access.assume(db, roleArn, service, sessionName),
    setTimer: (timer) => setTimer(db, { ...timer, payload: JSON.stringify(timer.payload) }),
    cancelTimer: (timer) => cancelTimer(db, timer),
    addEffect: (effect) =>
      addEffect(db, { ...effect, lane: effect.lane ?? null, payload: JSON.stringify(effect.payload) }),
    publish(event) {
      for (const service of services.values()) hear(service, event, requestId, announced);
    },
    announce: (topic) => announced.push(topic),
  });

  const hear = (service: Service, event: RegionEvent, requestId: string, announced: string[]) =>
    service.events?.[event.detailType]?.(event, contextFor(principalOf(service), requestId, announced));

  const transact = <T>(principal: Principal, requestId: string, work: (context: Context) => T): T => {
    const announced: string[] = [];
    const result = db.transaction(() => work(contextFor(principal, requestId, announced)));
    outbox.dispatch();
    timers.arm();
    topics.announce(announced);
    return result;
  };

  const perform: Engine['perform'] = async (service, name, input, principal, requestId) => {
    const { run, respond } = operationOf(service, name);
    if (run)
      return transact(principal, requestId, (context) => {
        admit(service, name, input, context);
        return run(input, context) as object;
      });
    transact(principal, requestId, (context) => admit(service, name, input, context));
    return (await respond?.(input, outside, principal, requestId)) as object;
  };

  const outside: Outside = {
    account,
    region,
    get endpoint() {
      return endpoint;
    },
    dataDir: parts.dataDir,
    clock,
    machines: parts.machines,
    signal: closing.signal,
    log: parts.log,
    transaction: (principal, work) => transact(principal, ids.uuid(), work),
    call: (service, operation, input, as) =>
      perform(find(service), operation, input as Record<string, unknown>, as, ids.uuid()) as never,
    until: (topic, read, timeout) => topics.until(topic, read, clock, closing.signal, timeout),
  };

  const timers = runTimers<Context>(
    db,
    clock,
    (timer, work) => transact(principalOf(find(timer.service)), ids.uuid(), work),
    (timer, context) => {
      const handler = find(timer.service).timers?.[timer.name];
      if (!handler) throw new TypeError(`${timer.service} has no timer ${timer.name}`);
      handler(JSON.parse(timer.payload), context);
    },
    parts.log,
  );

  const outbox = runOutbox<Context>(
    db,
    clock,
    (effect) => {
      const handler = find(effect.service).effects?.[effect.name];
      if (!handler) throw new TypeError(`${effect.service} has no effect ${effect.name}`);
      return handler(JSON.parse(effect.payload), outside, { key: effect.key, attempt: effect.attempt });
    },
    (effect, work) => transact(principalOf(find(effect.service)), ids.uuid(), work),
    parts.log,
  );

  return {
    outside,
    service: (name) => services.get(name),
    perform,
    start(address) {
      endpoint = address;
      for (const service of services.values())
        if (service.open) transact(principalOf(service), ids.uuid(), service.open);
      outbox.dispatch();
      timers.arm();
    },
    async close() {
      timers.close();
      closing.abort(new RegionClosed());
      await outbox.close();
      clock.close();
    },
  };
}

/** Why waiting ends when a Region closes: what was under way goes on at its next start. */
export class RegionClosed extends Error {
  override readonly name = 'RegionClosed';
  constructor() {
    super('The Region is closing.');
  }
}

function principalOf(service: Service): Principal {
  return servicePrincipal(`${service.name}.amazonaws.com`);
}
