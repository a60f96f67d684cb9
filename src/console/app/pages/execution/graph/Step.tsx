import type { StateSummary } from '../../../../../operator/executions/summary.ts';
import { lookOf } from '../words.ts';
import type { Box } from './layout.ts';

export interface StepData extends Record<string, unknown> {
  readonly box: Box;
  readonly summary: StateSummary | undefined;
  /** of a distributed Map: how far its executions are */
  readonly progress: string | undefined;
  readonly isChosen: boolean;
  choose(name: string): void;
}

/** A state in the graph: a button, with a sign and a word for its status. */
export function Step({ data: { box, summary, progress, isChosen, choose } }: { data: StepData }) {
  const { tone, sign, word } = lookOf(summary?.status);
  return (
    <button
      type="button"
      className={`step ${tone}`}
      data-state={box.name}
      aria-pressed={isChosen}
      title={`${box.name}: ${word}`}
      onClick={() => choose(box.name)}
    >
      <span className="step-name">{box.name}</span>
      <span className="step-state">
        {sign && <span aria-hidden>{sign} </span>}
        {summary ? word : box.type}
        {progress && `, ${progress}`}
        {summary && !progress && summary.entered > 1 && `, ${summary.entered} times`}
        {summary && summary.retries > 0 && `, ${summary.retries} retried`}
      </span>
    </button>
  );
}

/** A Parallel or Map state: a frame around its states, with the state itself as the head. */
export function Group(props: { data: StepData }) {
  const { tone } = lookOf(props.data.summary?.status);
  return (
    <div className={`group ${tone}`}>
      <Step {...props} />
      {props.data.box.note && <span className="group-note">{props.data.box.note}</span>}
    </div>
  );
}

export function Mark({ data: { box } }: { data: { box: Box } }) {
  return <div className="mark">{box.kind === 'start' ? 'Start' : 'End'}</div>;
}
