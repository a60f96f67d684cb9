/**
 * What a service of the Region is made of. A service is a table of operations, its tables of rows, and the handlers of
 * its timers, its effects and the events it listens to. It knows no other service: it asks through `call`, which passes
 * the same authorisation as the wire.
 */
import type { PolicyDocument } from './access/policy.ts';
import type { Input, OperationName, Output, ServiceName } from './api.ts';
import type { Clock } from './clock/clock.ts';
import type { MachineDriver } from './machines/driver.ts';
import type { Database } from './store/database.ts';

/** Who acts. `service` is an AWS service principal such as `ssm.amazonaws.com`, allowed only its service-linked actions. */
export type Principal =
  | { readonly type: 'root'; readonly arn: string; readonly userId: string }
  | { readonly type: 'role'; readonly arn: string; readonly userId: string; readonly role: string }
  | {
      readonly type: 'service';
      readonly arn: string;
      readonly userId: string;
      readonly service: string;
      /** ARN of the resource for whose sake it acts, `aws:SourceArn` in policies: a rule, a topic */
      readonly source?: string | undefined;
    };

/** One thing that IAM has to allow before an operation runs. */
export interface Requirement {
  /** e.g. `ec2:StartInstances` */
  readonly action: string;
  /** an ARN, or `*` where the action has no resource */
  readonly resource: string;
  /** values of condition keys, e.g. `{'ec2:ResourceTag/Team': 'payments', 'aws:TagKeys': ['Team', 'Name']}` */
  readonly conditions?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The policy of the resource itself: it may let in whom no identity-based policy does, and services. */
  readonly policy?: PolicyDocument | undefined;
}

/** A durable timer: fires once, at its time or, when the Region was down then, right after the next start. */
export interface Timer {
  readonly service: ServiceName;
  /** an entry of the service's `timers` table */
  readonly name: string;
  /** unique within service and name: setting it again moves it */
  readonly key: string;
  /** milliseconds since epoch */
  readonly at: number;
  /** plain JSON */
  readonly payload: unknown;
}

/** A durable effect: work outside the database, done at least once after the transaction that asks for it. */
export interface Effect {
  readonly service: ServiceName;
  /** an entry of the service's `effects` table */
  readonly name: string;
  /** the idempotency key: unique within service and name while the effect is pending; adding it again changes nothing */
  readonly key: string;
  /** effects of one lane are performed one after the other, in the order in which they were asked for */
  readonly lane?: string;
  /** plain JSON */
  readonly payload: unknown;
}

/** A notice within the Region, shaped as an EventBridge event. Heard in the transaction that publishes it. */
export interface RegionEvent {
  /** e.g. `aws.ec2` */
  readonly source: string;
  /** e.g. `EC2 Instance State-change Notification` */
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What code sees inside one transaction. Everything in it is synchronous: it is committed as a whole or not at all. */
export interface Context {
  readonly principal: Principal;
  /** twelve digits */
  readonly account: string;
  /** e.g. `us-east-1` */
  readonly region: string;
  /** milliseconds since epoch, the same throughout the transaction */
  readonly now: number;
  readonly requestId: string;
  readonly db: Database;
  /** A service that the Region has, by its name: for those who call operations that others name. */
  service(name: string): Service | undefined;
  uuid(): string;
  /** @param length number of lower-case hexadecimal digits */
  hex(length: number): string;
  /** Calls an operation of any service in this same transaction, as `as` (default: this context's principal). Throws WireError. */
  call<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    as?: Principal,
  ): Output<S, O>;
  /** Throws the service's access-denied WireError unless the principal is allowed all of it. */
  authorize(service: ServiceName, requirements: readonly Requirement[], as?: Principal): void;
  /** Becomes a role, as the service principal asks for it (`states.amazonaws.com`); its trust policy decides. Throws WireError. */
  assume(roleArn: string, service: string, sessionName: string): Principal;
  setTimer(timer: Timer): void;
  cancelTimer(timer: Pick<Timer, 'service' | 'name' | 'key'>): void;
  addEffect(effect: Effect): void;
  /** Tells the services that listen, in this transaction. */
  publish(event: RegionEvent): void;
  /** Wakes, after the commit, those who wait for `topic` in `Outside.until`. */
  announce(topic: string): void;
}

/** What code sees outside transactions: effects, and the few operations that have to wait. */
export interface Outside {
  readonly account: string;
  readonly region: string;
  /** where SDK clients reach this Region, e.g. `http://127.0.0.1:4566` */
  readonly endpoint: string;
  /** a folder of this Region's own, for files that are not rows */
  readonly dataDir: string;
  /** a folder for what can be made again, which other Regions may use as well */
  readonly cacheDir: string;
  readonly clock: Clock;
  readonly machines: MachineDriver;
  /** aborted when the Region closes */
  readonly signal: AbortSignal;
  /** A seed was given: the same requests at the same times shall have the same results, ids and orders included. */
  readonly repeatable: boolean;
  /** the request id of the invocation of a Lambda function on whose behalf this is done; undefined when it is not */
  readonly invocation: string | undefined;
  /** one line to the operator */
  log(line: string): void;
  /** Runs `work` in one transaction. */
  transaction<T>(principal: Principal, work: (context: Context) => T): T;
  /** Looks at the database, where nothing is written and nobody asks: that needs no transaction, since nothing else runs meanwhile. */
  read<T>(look: (db: Database) => T): T;
  /**
   * Calls an operation of any service, in transactions of its own. Throws WireError. An effect's call is made once: if the
   * effect is performed again, the same call has the same answer, and the same request id. What an effect has to see anew
   * each time it reads in a transaction.
   */
  call<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    as: Principal,
  ): Promise<Output<S, O>>;
  /**
   * From now on requests signed with this access key are those of the invocation `requestId`, for this effect if it is one:
   * they too are answered once. Returns how to take the key back.
   */
  lend(accessKeyId: string, requestId: string): () => void;
  /**
   * Reads until there is something: once now, and again after each announcement of `topic`.
   * @param timeout milliseconds; then the answer is undefined
   */
  until<T>(topic: string, read: () => T | undefined, timeout?: number): Promise<T | undefined>;
}

/** One API operation. It either runs in one transaction (`run`) or, when it has to wait, outside of any (`respond`). */
export interface Operation {
  /**
   * The members of the input that are implemented, as dotted paths without list indices (`Filters.Name`); a path covers all
   * below it. Anything else that a caller sends is refused by name.
   */
  readonly accepts: readonly string[];
  /** What IAM has to allow. Default: the action of the operation's own name on `*`. */
  // biome-ignore lint/suspicious/noExplicitAny: the table holds operations of every shape; `operation` below types each.
  readonly authorize?: (input: any, context: Context) => readonly Requirement[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly run?: (input: any, context: Context) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly respond?: (input: any, outside: Outside, principal: Principal, requestId: string) => Promise<unknown>;
}

/** Types an operation by the SDK's own shapes: `export const StartInstances = operation<'ec2', 'StartInstances'>({…})`. */
export function operation<S extends ServiceName, O extends OperationName<S>>(definition: {
  accepts: readonly string[];
  authorize?: (input: Input<S, O>, context: Context) => readonly Requirement[];
  run?: (input: Input<S, O>, context: Context) => Output<S, O>;
  respond?: (input: Input<S, O>, outside: Outside, principal: Principal, requestId: string) => Promise<Output<S, O>>;
}): Operation {
  return definition;
}

/** What an effect leaves to be written once it is done, in the transaction that also removes the effect. */
export type Commit = (context: Context) => void;

export interface Service {
  readonly name: ServiceName;
  /** The SDK client's module: the official model, which drives the wire. */
  readonly model: object;
  /** `StartInstances` -> its implementation. What is not here is refused by name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** SQL, one entry a version of this service's tables, whose names begin with the service's; applied in order, never edited. */
  readonly migrations: readonly string[];
  /** `<prefix>:StartInstances` is the IAM action; default: the service's name. */
  readonly actionPrefix?: string;
  /** The wire code when IAM denies (`UnauthorizedOperation`, `AccessDeniedException`, `AccessDenied`, …). */
  readonly accessDenied: string;
  /** Looks at an authorised input before it runs, as EC2 does with DryRun. Throws WireError. */
  readonly admit?: (input: Record<string, unknown>) => void;
  /** Actions that this service's principal may take by its service-linked role, e.g. `ec2:DescribeInstances`. */
  readonly linkedActions?: readonly string[];
  /** `name` of a Timer -> what is done, in the transaction that also removes the timer. */
  // biome-ignore lint/suspicious/noExplicitAny: a payload is the handler's own JSON
  readonly timers?: Readonly<Record<string, (payload: any, context: Context) => void>>;
  /** `name` of an Effect -> performs it outside, and returns what to write. Throwing means: try again later. */
  readonly effects?: Readonly<
    // biome-ignore lint/suspicious/noExplicitAny: a payload is the handler's own JSON
    Record<string, (payload: any, outside: Outside, effect: { key: string; attempt: number }) => Promise<Commit>>
  >;
  /** `detailType` of a RegionEvent -> what is done about it, in the publisher's transaction. */
  readonly events?: Readonly<Record<string, (event: RegionEvent, context: Context) => void>>;
  /** What of this service goes on after a restart: told to the operator, e.g. `3 executions`. */
  readonly underWay?: { readonly what: string; count(db: Database): number };
  /** Run once at each start of the Region, before it answers: makes what every account has from the beginning. */
  readonly open?: (context: Context) => void;
}

/**
 * The principal under which a service acts when nobody called it: in timers, effects and events.
 * @param source ARN of the resource for whose sake it acts, where policies of other resources are to see it
 */
export function servicePrincipal(service: string, source?: string): Principal {
  return { type: 'service', arn: `arn:aws:iam::aws:service/${service}`, userId: service, service, source };
}
