import type { Plugin } from '../commands/plugin.ts';
import { runShellScript } from '../commands/run-shell-script.ts';
import { type ContentStep, readContent } from './content.ts';
import type { Document, Step } from './document.ts';
import type { Parameter, Parameters } from './parameter.ts';
import type { DocumentVersion, OwnDocument } from './rows.ts';

/** What of a version tells how to run it: it is kept with each command, which outlives the document. */
export type Runnable = Pick<DocumentVersion, 'name' | 'version' | 'format' | 'content'>;

/** A document of the account, made of its content. @throws WireError as `readContent` */
export function ownDocument(runnable: Runnable, own?: { document: OwnDocument; version: DocumentVersion }): Document {
  const { name, version, format, content } = runnable;
  const { schemaVersion, description, parameters, mainSteps } = readContent(content, format);
  const fill = filler(parameters);
  const steps = mainSteps.map((step) => stepOf(step, fill));
  const platforms = new Set(mainSteps.map(({ platform }) => platform));
  return {
    name,
    schemaVersion,
    documentVersion: String(version),
    platformTypes: (['Windows', 'Linux', 'MacOS'] as const).filter(
      (each) => platforms.has(each) || (each !== 'Windows' && platforms.has(undefined)),
    ),
    description,
    parameters,
    unsupported: [],
    steps,
    source: { format, content },
    executionTimeout: (values) => steps.reduce((sum, step) => sum + step.timeout!(values), 0),
    ...(own && { own }),
  };
}

function stepOf(
  { name, action, platform, onFailure, onSuccess, finallyStep, ...inputs }: ContentStep,
  fill: Filler,
): Step {
  return {
    name,
    action,
    ...(platform && { platform }),
    ...(platform !== 'Windows' && platform !== 'MacOS' && { run: script(inputs, fill) }),
    timeout: (values) => Number(fill(inputs.timeoutSeconds, values).join('')),
    ...(onFailure && { onFailure }),
    ...(onSuccess && { onSuccess }),
    finallyStep,
  };
}

/** aws:runShellScript with inputs that the document gives, in which the parameters are filled in. */
function script(
  { runCommand, workingDirectory }: Pick<ContentStep, 'runCommand' | 'workingDirectory'>,
  fill: Filler,
): Plugin {
  return (run) => {
    const commands = [runCommand].flat().flatMap((line) => fill(line, run.parameters));
    const directory = fill(workingDirectory, run.parameters).join('');
    return runShellScript({ ...run, parameters: { commands, workingDirectory: [directory] } });
  };
}

type Filler = (text: string, values: Parameters) => readonly string[];

/** A text that is nothing but a StringList becomes its items; within a text a list stands as JSON, as the agent has it. */
function filler(parameters: Readonly<Record<string, Parameter>>): Filler {
  const isList = (name: string) => parameters[name]!.type === 'StringList';
  return (text, values) => {
    const [, whole] = /^\s*\{\{ ?([A-Za-z0-9_]+) ?\}\}\s*$/.exec(text) ?? [];
    if (whole !== undefined && isList(whole)) return values[whole]!;
    const filled = text.replace(/\{\{ ?([A-Za-z0-9_]+) ?\}\}/g, (_, name: string) =>
      isList(name) ? JSON.stringify(values[name]) : values[name]![0]!,
    );
    return [filled];
  };
}
