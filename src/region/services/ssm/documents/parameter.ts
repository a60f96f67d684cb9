/** A parameter as a document defines it (User Guide, "Data elements and parameters"). */
export interface Parameter {
  readonly type: 'String' | 'StringList' | 'Boolean' | 'Integer';
  readonly description: string;
  /** without it the parameter is required */
  readonly default?: string | readonly string[];
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly minChars?: number;
  readonly maxChars?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly displayType?: string;
}

/** The values of a command's parameters; a String has one. */
export type Parameters = Readonly<Record<string, readonly string[]>>;
