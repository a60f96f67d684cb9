/** What can stand for a value. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'folder' | 'any' };

/** A command as a shell has to know it. */
export interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    /** without its hyphens */
    readonly name: string;
    readonly description: string;
    /** undefined for a switch */
    readonly values: Values | undefined;
  }[];
  /** what can stand at each place, in order */
  readonly places: readonly { readonly hint: string; readonly values: Values }[];
}
