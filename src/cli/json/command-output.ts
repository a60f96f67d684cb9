import type { CommandOutput, InstanceOutput, StepOutput } from '../../operator/commands/output.ts';
import { boolean, integer, list, object, optional, string, time } from './shape.ts';

export const commandOutput = object<CommandOutput>({
  commandId: string('The command'),
  document: string('Its document'),
  comment: string('Its comment, or empty'),
  status: string('What became of it'),
  sent: time('When it was sent'),
  instances: list(
    object<InstanceOutput>({
      instanceId: string('The instance'),
      name: string('Its name, or empty'),
      status: string('What became of the command there'),
      steps: list(
        object<StepOutput>({
          step: string('The step of the document'),
          status: string('What became of it'),
          exitCode: optional(integer('Its exit code, once it has ended')),
          stdout: string('Standard output, its first 24,000 characters'),
          stderr: string('Standard error, its first 8,000 characters'),
          isCut: boolean('Whether Systems Manager kept the beginning alone'),
          stdoutUrl: optional(string('Where all of standard output is')),
          stderrUrl: optional(string('Where all of standard error is')),
        }),
        'Those of the document, in order',
      ),
    }),
    'Where it was sent',
  ),
});
