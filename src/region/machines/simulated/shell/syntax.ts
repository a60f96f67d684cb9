/** A shell script as a tree, after the grammar of the POSIX Shell Command Language, section 2.10. */

/** What a word is made of. Quoted parts are neither split into fields nor matched against files. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'parameter'; readonly name: string; readonly quoted: boolean; readonly otherwise?: Otherwise }
  | { readonly kind: 'command'; readonly list: List; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly text: Word; readonly quoted: boolean };

/** `${name:-word}` and its kin; `length` is `${#name}`. */
export interface Otherwise {
  readonly operator: '-' | ':-' | '+' | ':+' | '=' | ':=' | '?' | ':?' | '#' | '##' | '%' | '%%' | 'length';
  readonly word: Word;
}

export type Word = readonly Part[];

export interface Redirection {
  /** the file descriptor: 0, 1 or 2 */
  readonly descriptor: number;
  readonly operator: '<' | '>' | '>>' | '>&';
  readonly target: Word;
}

export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
}

type Compound =
  | Simple
  | { readonly kind: 'group'; readonly body: List }
  | { readonly kind: 'subshell'; readonly body: List }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly when: List; readonly body: List }[];
      readonly otherwise?: List;
    }
  | { readonly kind: 'while'; readonly until: boolean; readonly when: List; readonly body: List }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: List }
  | {
      readonly kind: 'case';
      readonly word: Word;
      readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: List }[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command };

export type Command = Compound & { readonly redirections: readonly Redirection[] };

/** Commands whose outputs and inputs are connected; `negated` by `!`. */
export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

/** Pipelines, each with the outcome of the one before on which it runs. */
export type List = readonly { readonly pipeline: Pipeline; readonly runIf: 'always' | 'success' | 'failure' }[];

/** What the simulated shell does not know, by name. */
export class UnsupportedSyntax extends Error {}
