/** What the commands print that have the Region on this machine. */
import { boolean, integer, list, object, optional, string } from './shape.ts';

export interface UpOutput {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  readonly machines: string;
  readonly pid: number;
  readonly data: string;
  readonly credentials: string;
  readonly wasRunning: boolean;
}

export const upOutput = object<UpOutput>({
  endpoint: string('Where it answers'),
  region: string('The name of the AWS Region that it is'),
  account: string('Its account'),
  machines: string('What its instances are, and why'),
  pid: integer('Its process'),
  data: string('Where it keeps all that it remembers'),
  credentials: string('The file with its root credentials, for AWS_SHARED_CREDENTIALS_FILE'),
  wasRunning: boolean('Whether it ran already'),
});

export interface DownOutput {
  readonly data: string;
  readonly endpoint?: string;
  readonly stopped: readonly string[];
}

export const downOutput = object<DownOutput>({
  data: string('The data of the Region'),
  endpoint: optional(string('Where it answered; absent: none ran')),
  stopped: list(string('An instance'), 'The instances that were stopped'),
});

export interface ResetOutput {
  readonly data: string;
  readonly machines: number;
}

export const resetOutput = object<ResetOutput>({
  data: string('The data of the Region that is no more'),
  machines: integer('How many machines were removed'),
});
