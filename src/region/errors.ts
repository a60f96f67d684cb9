/**
 * An error as AWS sends it over the wire. `code` and `message` are AWS's own, letter by letter.
 */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code: string;
  /** HTTP status */
  readonly status: number;
  /** further members of the modelled error shape */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; members?: Record<string, unknown> } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

/** What the Region does not have says so, by name, with a code that no AWS client mistakes for an answer of AWS. */
export function notSupported(what: string): WireError {
  return new WireError('NotImplemented', `wakepatch's Region does not support ${what}.`, { status: 501 });
}
