/** What is wrong with a definition, as ValidateStateMachineDefinition reports it. */
export interface Diagnostic {
  severity: 'ERROR' | 'WARNING';
  /** AWS's code, such as `SCHEMA_VALIDATION_FAILED`. */
  code: string;
  message: string;
  /** JSON pointer of what is meant. */
  location?: string;
}

/** A definition that CreateStateMachine refuses. */
export class InvalidDefinition extends Error {
  override name = 'InvalidDefinition';
  readonly diagnostics: Diagnostic[];

  constructor(diagnostics: Diagnostic[]) {
    super(diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(', '));
    this.diagnostics = diagnostics;
  }
}

export function validate(_definition: string): Diagnostic[] {
  return [];
}
