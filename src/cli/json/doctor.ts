import { list, object, oneOf, optional, string } from './shape.ts';

export const verdicts = ['ok', 'missing', 'failed', 'unchecked'] as const;

/** One thing that was looked at. `missing`: not there, but something else serves. `unchecked`: nobody could look. */
export interface Check {
  readonly about: 'machine' | 'endpoint';
  readonly check: string;
  readonly verdict: (typeof verdicts)[number];
  readonly finding: string;
  /** how to mend it */
  readonly mend?: string;
}

export const doctorOutput = object<{ readonly checks: readonly Check[] }>({
  checks: list(
    object<Check>({
      about: oneOf(['machine', 'endpoint'], 'What it is about: this machine, or the endpoint'),
      check: string('What was looked at'),
      verdict: oneOf(verdicts, 'missing: not there, but something else serves; unchecked: it could not be looked at'),
      finding: string('What was found'),
      mend: optional(string('How to mend it')),
    }),
    'In the order in which they are told',
  ),
});
