import type { Clients } from '../aws/clients.ts';

/** What a question or an order of a page is carried out with. */
export interface Context {
  readonly clients: Clients;
  /** for people: "the Region at http://127.0.0.1:4566" */
  readonly endpoint: string;
}

/** A question that a page asks: it is read again and again while the page is looked at. */
export interface View<Params, Answer> {
  /** the names of its parameters; the others of `Params` may be left out */
  readonly params: readonly (keyof Params & string)[];
  readonly optional?: readonly (keyof Params & string)[];
  /** @throws Failure, and errors of the services, which the page shows with their own words */
  read(context: Context, params: Params): Promise<Answer>;
}

/** An order that a page gives, once a person has confirmed it. Its input and answer are plain JSON. */
export interface Action<Input, Answer> {
  /** what must be in the input, by name, and what it must be */
  readonly input: Readonly<Record<keyof Input & string, (value: unknown) => boolean>>;
  carryOut(context: Context, input: Input): Promise<Answer>;
}

/** Checks of an action's input. */
export const text = (value: unknown): boolean => typeof value === 'string' && value.length > 0;
export const flag = (value: unknown): boolean => typeof value === 'boolean';
export const texts = (value: unknown): boolean => Array.isArray(value) && value.every(text);
export const maybe =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);
