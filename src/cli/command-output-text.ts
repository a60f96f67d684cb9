/** What a command printed, for people. */
import { type CommandOutput, type InstanceOutput, kept, type StepOutput } from '../operator/command-output.ts';
import { toSeconds } from '../operator/fleet/attention.ts';
import { paint } from './paint.ts';
import { plain } from './plain.ts';

export function commandOutputText({ commandId, document, comment, status, sent, instances }: CommandOutput): string {
  return [
    `Command ${commandId}: ${plain(document)}, ${status}, sent ${toSeconds(sent)}${comment ? `, ${plain(comment)}` : ''}`,
    ...(instances.length ? instances.map(instanceText) : ['It was sent to no instance: its targets selected none.']),
  ].join('\n\n');
}

function instanceText({ instanceId, name, status, steps }: InstanceOutput): string {
  const head = [instanceId, plain(name), status].filter((part) => part !== '').join('  ');
  return [paint('bold', head), ...steps.flatMap(stepLines)].join('\n');
}

function stepLines({ step, status, exitCode, ...output }: StepOutput): string[] {
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`;
  return [
    `  ${plain(step)}: ${status}${code}`,
    ...part('standard output', output.stdout, kept.stdout, output.stdoutUrl),
    ...part('standard error', output.stderr, kept.stderr, output.stderrUrl),
  ];
}

function part(title: string, text: string, most: number, url: string | undefined): string[] {
  if (text === '') return [];
  const isCut = text.length >= most;
  return [
    `  ${title}:`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${plain(line.replaceAll('\t', '        '))}`.trimEnd()),
    ...(isCut ? [`  … Systems Manager kept no more than this.${url ? ` All of it: ${plain(url)}` : ''}`] : []),
  ];
}
