/**
 * What kind of trouble a failure is, for whoever must tell one from another without reading:
 * `usage`: what was asked makes no sense; nothing was changed.
 * `impossible`: it cannot be done as things stand: what is named is not there, or is in another state than it needs.
 * `unwell`: it was carried out, and did not come out well.
 * `interrupted`: a person ended it.
 */
export type FailureKind = 'usage' | 'impossible' | 'unwell' | 'interrupted';

/** What a person can do something about: one sentence on the cause and one on the way out. No stack is shown. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;

  constructor(message: string, kind: FailureKind = 'impossible') {
    super(message);
    this.kind = kind;
  }
}
