/** What is wrong with a definition, as ValidateStateMachineDefinition reports it. */
export interface Diagnostic {
  severity: 'ERROR' | 'WARNING';
  /** AWS's code; see "ValidateStateMachineDefinitionDiagnostic" in the API reference. */
  code: string;
  message: string;
  /** Where, as in `/States/Publish/Resource`; absent where it is the definition as a whole. */
  location?: string;
}

/** Most of what can be wrong. */
export function schemaError(message: string, location: string): Diagnostic {
  return { severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message, location };
}

/** A definition that CreateStateMachine refuses. The message is the one of its InvalidDefinition error. */
export class InvalidDefinition extends Error {
  override name = 'InvalidDefinition';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const texts = diagnostics.map(
      ({ code, message, location }) => `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`,
    );
    super(`Invalid State Machine Definition: '${texts.join(', ')}'`);
    this.diagnostics = diagnostics;
  }
}
