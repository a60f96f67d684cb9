/** What a command printed, for people. */
import type { CommandOutput, InstanceOutput, StepOutput } from '../operator/commands/output.ts';
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

function stepLines({ step, status, exitCode, isCut, ...output }: StepOutput): string[] {
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`;
  const urls = [output.stdoutUrl, output.stderrUrl].filter((url) => url !== undefined).map(plain);
  return [
    `  ${plain(step)}: ${status}${code}`,
    ...part('standard output', output.stdout),
    ...part('standard error', output.stderr),
    ...(isCut
      ? [`  … Systems Manager kept no more than this.${urls.length ? ` All of it: ${urls.join(', ')}` : ''}`]
      : []),
  ];
}

function part(title: string, text: string): string[] {
  if (text === '') return [];
  const lines = text.trimEnd().split('\n');
  return [`  ${title}:`, ...lines.map((line) => `    ${plain(line.replaceAll('\t', '        '))}`.trimEnd())];
}
