/**
 * `{{RESOURCE_ID}}` and the like. Source: Systems Manager User Guide, "Using pseudo parameters when registering
 * maintenance window tasks".
 */

export interface PseudoValues {
  readonly WINDOW_ID: string;
  readonly WINDOW_TASK_ID: string;
  readonly WINDOW_EXECUTION_ID: string;
  readonly TASK_EXECUTION_ID: string;
  readonly INVOCATION_ID: string;
  /** of an instance both are its id */
  readonly TARGET_ID?: string | undefined;
  readonly RESOURCE_ID?: string | undefined;
  readonly TARGET_TYPE?: string | undefined;
  readonly WINDOW_TARGET_ID?: string | undefined;
}

/** Puts the values in. What has none here, such as the target of a task without targets, stays as it is written. */
export function fillIn(text: string, values: PseudoValues): string {
  return text.replace(/\{\{\s*([A-Z_]+)\s*\}\}/g, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name as keyof PseudoValues] ?? written) : written,
  );
}

/** "These two pseudo parameters can't be used with Run Command tasks": which of them a text uses. */
export function instancePseudoParameterIn(text: string): string | undefined {
  return /\{\{\s*(?:TARGET_ID|RESOURCE_ID)\s*\}\}/.exec(text)?.[0];
}
