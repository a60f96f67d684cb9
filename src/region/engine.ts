/**
 * Where code of services runs: transactions and what they may do (Context), and what happens outside of them (Outside).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Access } from './access/access.ts';
import { admission } from './admission.ts';
import { announcements } from './announcements.ts';
import type { Clock } from './clock/clock.ts';
import { keepTime } from './clock/kept.ts';
import { cancelTimer, runTimers, setTimer } from './clock/timers.ts';
import { WireError } from './errors.ts';
import type { Ids } from './ids.ts';
import { type Call, forgetAnswers, recall, recordError, recordOutput, type Scope, scopeOf } from './journal/journal.ts';
import type { MachineDriver } from './machines/driver.ts';
import { addEffect, runOutbox } from './outbox/outbox.ts';
import { resumed } from './resumed.ts';
import {
  type Context,
  type Outside,
  type Principal,
  type RegionEvent,
  type Service,
  servicePrincipal,
} from './service.ts';
import type { Database } from './store/database.ts';

export interface EngineParts {
  readonly account: string;
  readonly region: string;
  readonly dataDir: string;
  /** as `Outside.cacheDir` */
  readonly cacheDir: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  /** as `Outside.repeatable` */
  readonly repeatable: boolean;
  readonly machines: MachineDriver;
  readonly access: Access;
  readonly services: readonly Service[];
  log(line: string): void;
}

/** What is asked of a service, by whom. */
export interface Request {
  readonly service: Service;
  /** of the operation */
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly principal: Principal;
}

/** A function that runs, as those know it who answer its requests. */
export interface Invocation {
  readonly requestId: string;
  /** undefined when nothing that is durable waits for it: a client has invoked it */
  readonly scope: Scope | undefined;
  /** Does work as a part of the invocation: while that waits for something, simulated time may pass for the invocation too. */
  within<T>(work: () => Promise<T>): Promise<T>;
}

export interface Engine {
  readonly outside: Outside;
  service(name: string): Service | undefined;
  /** Authorises and runs one operation for a client. @throws WireError */
  perform(request: Request, requestId: string): Promise<object>;
  /** The same for a function: what it has asked before, in an earlier performance of the same effect, is answered as it was then. */
  performFor(invocation: Invocation, request: Request, requestId: string, identity: object): Promise<object>;
  /** The function that has been lent an access key. */
  invocationOf(accessKeyId: string): Invocation | undefined;
  /** Opens the services, then lets timers and effects go on where they stopped. @param endpoint where the wire answers */
  start(endpoint: string): void;
  close(): Promise<void>;
}

/** What is known of a transaction besides what it writes. */
interface Course {
  /** of the request; drawn when somebody wants to know it */
  id: string | undefined;
  /** topics to be announced after the commit */
  readonly announced: string[];
  /** Whether effects were asked for, and whether timers were set or cancelled. */
  effects: boolean;
  timers: boolean;
}

export function createEngine(parts: EngineParts): Engine {
  const { db, clock, ids, access, account, region } = parts;
  const { services, find, operationOf, authorize, admit } = admission(parts);
  const closing = new AbortController();
  const topics = announcements();
  let endpoint = '';

  const contextFor = (principal: Principal, course: Course): Context => ({
    principal,
    account,
    region,
    get requestId() {
      course.id ??= ids.uuid();
      return course.id;
    },
    now: clock.now(),
    db,
    service: (name) => services.get(name),
    uuid: ids.uuid,
    hex: ids.hex,
    call(serviceName, operation, input, as = principal) {
      const service = find(serviceName);
      const { run } = operationOf(service, operation);
      if (!run) throw new TypeError(`${serviceName} ${operation} has to wait: call it outside of a transaction`);
      const context = contextFor(as, course);
      return db.transaction(() => {
        admit(service, operation, input as object, context);
        return run(input, context) as never;
      });
    },
    authorize: (service, requirements, as = principal) => authorize(find(service), requirements, as),
    assume: (roleArn, service, sessionName) => access.assume(db, roleArn, service, sessionName),
    setTimer(timer) {
      course.timers = true;
      setTimer(db, { ...timer, payload: JSON.stringify(timer.payload) });
    },
    cancelTimer(timer) {
      course.timers = true;
      cancelTimer(db, timer);
    },
    addEffect(effect) {
      course.effects = true;
      addEffect(db, { ...effect, lane: effect.lane ?? null, payload: JSON.stringify(effect.payload) });
    },
    publish(event) {
      for (const service of services.values()) hear(service, event, course);
    },
    announce: (topic) => course.announced.push(topic),
  });

  const hear = (service: Service, event: RegionEvent, course: Course) =>
    service.events?.[event.detailType]?.(event, contextFor(principalOf(service), course));

  /** The time that is known to be kept. */
  let kept = Number.NEGATIVE_INFINITY;

  const transact = <T>(principal: Principal, work: (context: Context) => T, requestId?: string): T => {
    const course: Course = { id: requestId, announced: [], effects: false, timers: false };
    const now = clock.now();
    const result = db.transaction(() => {
      if (now !== kept) keepTime(db, clock);
      return work(contextFor(principal, course));
    });
    kept = now;
    if (course.effects) outbox.dispatch();
    if (course.timers) timers.arm();
    topics.announce(course.announced);
    return result;
  };

  /** @param call where the answer is written down, in the transaction that makes it */
  const perform = async (
    { service, name, input, principal }: Request,
    requestId: string,
    own: Outside,
    call?: Call,
  ): Promise<object> => {
    const { run, respond } = operationOf(service, name);
    const record = (output: object): object => {
      if (call) recordOutput(db, call, output);
      return output;
    };
    const admitted = (context: Context) => admit(service, name, input, context);
    if (run)
      return transact(
        principal,
        (context) => {
          admitted(context);
          return record(run(input, context) as object);
        },
        requestId,
      );
    transact(principal, admitted, requestId);
    return record((await respond?.(input, own, principal, requestId)) as object);
  };

  const invocations = new Map<string, Invocation>();

  /** @param scope the effect on whose behalf calls are made @param invocation likewise */
  const outsideFor = (scope: Scope | undefined, invocation: string | undefined): Outside => ({
    account,
    region,
    get endpoint() {
      return endpoint;
    },
    dataDir: parts.dataDir,
    cacheDir: parts.cacheDir,
    clock,
    machines: parts.machines,
    signal: closing.signal,
    repeatable: parts.repeatable,
    invocation,
    log: parts.log,
    transaction: transact,
    read: (look) => look(db),
    async call(serviceName, name, input, principal) {
      const request = { service: find(serviceName), name, input: input as Record<string, unknown>, principal };
      if (!scope) return perform(request, ids.uuid(), outsideFor(scope, invocation)) as never;
      const call = scope.next(serviceName, name, request.input);
      const own = outsideFor(scope, invocation);
      const { output } = recall(db, call) ?? { output: await perform(request, call.requestId, own, call) };
      return output as never;
    },
    lend(accessKeyId, requestId) {
      const within = AsyncLocalStorage.snapshot();
      invocations.set(accessKeyId, { requestId, scope: scope && scopeOf(scope.effect, requestId), within });
      return () => void invocations.delete(accessKeyId);
    },
    until: (topic, read, timeout) => topics.until(topic, read, clock, closing.signal, timeout),
  });
  const outside = outsideFor(undefined, undefined);

  const performFor: Engine['performFor'] = async (invocation, request, requestId, identity) => {
    const { scope, within } = invocation;
    const own = outsideFor(scope, invocation.requestId);
    if (!scope) return within(() => perform(request, requestId, own));
    const call = scope.next(request.service.name, request.name, identity);
    const known = recall(db, call);
    if (known) return known.output;
    try {
      return await within(() => perform(request, call.requestId, own, call));
    } catch (error) {
      if (error instanceof WireError) recordError(db, call, error);
      throw error;
    }
  };

  const timers = runTimers<Context>(
    db,
    clock,
    (timer, work) => transact(principalOf(find(timer.service)), work),
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
      const { key, attempt } = effect;
      return handler(JSON.parse(effect.payload), outsideFor(scopeOf(effect), undefined), { key, attempt });
    },
    (effect, work) =>
      transact(principalOf(find(effect.service)), (context) => {
        work(context);
        forgetAnswers(db, effect.id);
      }),
    parts.log,
  );

  return {
    outside,
    service: (name) => services.get(name),
    perform: (request, requestId) => perform(request, requestId, outside),
    performFor,
    invocationOf: (accessKeyId) => invocations.get(accessKeyId),
    start(address) {
      endpoint = address;
      const left = resumed(db, clock, parts.services);
      if (left) parts.log(left);
      for (const service of services.values()) if (service.open) transact(principalOf(service), service.open);
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
