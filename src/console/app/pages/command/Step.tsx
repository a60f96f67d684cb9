import type { ShownOutput, ShownStep } from '../../../views/command-machine.ts';
import { ask } from '../../data/api.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Data } from '../../parts/Data.tsx';
import { durationText } from '../../parts/duration.ts';

export interface StepProps {
  readonly command: string;
  readonly instance: string;
  readonly step: ShownStep;
}

/** One step of the document on one machine, with what it printed. */
export function Step({ command, instance, step }: StepProps) {
  const { name, status, details, responseCode, began, ended, stdout, stderr } = step;
  const whole = (stream: string) => async () =>
    (await ask('commandOutput', { id: command, instance, step: name, stream })).text;
  const isOver = ended !== undefined && !['Pending', 'InProgress'].includes(status);
  return (
    <section className="command-step" aria-label={`Step ${name}`}>
      <p>
        <strong>{name}</strong> <Badge tone={toneOf(status)}>{status}</Badge>{' '}
        <span className="muted">
          {details !== status && `${details}, `}
          {isOver && responseCode >= 0 && `exit code ${responseCode}`}
          {isOver && began && `, took ${durationText(Date.parse(ended) - Date.parse(began))}`}
        </span>
      </p>
      <Printed title="stdout" output={stdout} whole={whole('stdout')} isOver={isOver} open />
      <Printed title="stderr" output={stderr} whole={whole('stderr')} isOver={isOver} open={status === 'Failed'} />
    </section>
  );
}

interface PrintedProps {
  readonly title: string;
  readonly output: ShownOutput;
  readonly isOver: boolean;
  readonly open: boolean;
  whole(): Promise<string>;
}

function Printed({ title, output, whole, isOver, open }: PrintedProps) {
  if (output.length === 0)
    return (
      <p className="muted">
        {title}: {isOver ? 'nothing' : 'nothing yet; Systems Manager has output once a step has ended'}
      </p>
    );
  return (
    <>
      <Data title={title} text={output.text} length={output.length} whole={whole} open={open} />
      {output.isTruncated && (
        <p className="muted">
          Systems Manager has kept the beginning of this output alone
          {output.url
            ? `. The whole is at ${output.url}`
            : '. Send commands with a bucket for their output to keep more'}
          .
        </p>
      )}
    </>
  );
}
