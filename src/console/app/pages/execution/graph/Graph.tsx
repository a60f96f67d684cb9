import { Controls, type Edge, type Node, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import '@xyflow/react/dist/base.css';
import type { Flow } from '../../../../../operator/executions/definition.ts';
import type { StateSummary } from '../../../../../operator/executions/summary.ts';
import type { Transition } from '../../../../../operator/executions/visits.ts';
import type { MapRunLine } from '../../../../views/execution.ts';
import { progressOf } from '../progress.ts';
import { Lines } from './Lines.tsx';
import { type Box, type Layout, layoutOf, size } from './layout.ts';
import { neighbour } from './neighbour.ts';
import { Group, Mark, Step } from './Step.tsx';
import './graph.css';

const none: Edge[] = [];
const nodeTypes = { step: Step, scope: Group, mark: Mark, lines: Lines };
const kinds: Record<Box['kind'], keyof typeof nodeTypes> = {
  state: 'step',
  group: 'scope',
  start: 'mark',
  end: 'mark',
};
/** What is seen first is as large as can be read. */
const zoom = { least: 0.2, readable: 0.75, most: 1.5 };

export interface GraphProps {
  readonly flow: Flow;
  readonly states: readonly StateSummary[];
  readonly transitions: readonly Transition[];
  readonly mapRuns: readonly MapRunLine[];
  readonly chosen: string | undefined;
  /** whether the graph begins with what is chosen, and not at its top */
  readonly beginsThere: boolean;
  choose(name: string): void;
}

/** The state machine as a graph. Its states are buttons; the arrow keys go from one to the next. */
export function Graph({ flow, states, transitions, mapRuns, chosen, beginsThere, choose }: GraphProps) {
  // Each look brings a new object, which says the same.
  const text = JSON.stringify(flow);
  const layout = useMemo(() => layoutOf(JSON.parse(text)), [text]);
  const view = useRef<ReactFlowInstance<Node>>(undefined);
  const frame = useRef<HTMLElement>(null);
  const nodes = useMemo(
    () => nodesOf(layout, { states, transitions, mapRuns, chosen, choose }),
    [layout, states, transitions, mapRuns, chosen, choose],
  );
  const show = (name: string | undefined, isHard: boolean) => {
    const box = layout.boxes.find(({ id }) => id === name);
    if (box && view.current && frame.current) bringIntoView(view.current, frame.current, box, layout, isHard);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is shown when another one is chosen, not while it changes
  useEffect(() => show(chosen, false), [chosen]);

  const focused = ({ target }: FocusEvent<HTMLElement>) => {
    if (target.dataset.state !== undefined && target.matches(':focus-visible')) show(target.dataset.state, false);
  };
  const moved = (event: KeyboardEvent<HTMLElement>) => {
    const name = (event.target as HTMLElement).dataset.state;
    const from = layout.boxes.find(({ id }) => id === name);
    const to = from && neighbour(layout.boxes, from, event.key);
    if (!to) return;
    event.preventDefault();
    frame.current?.querySelector<HTMLElement>(`[data-state="${CSS.escape(to.name)}"]`)?.focus();
  };
  return (
    <section
      ref={frame}
      className="graph"
      aria-label="The state machine as a graph"
      onFocus={focused}
      onKeyDown={moved}
    >
      <ReactFlow
        nodes={nodes}
        edges={none}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={zoom.least}
        maxZoom={zoom.most}
        proOptions={{ hideAttribution: true }}
        onInit={(instance) => {
          view.current = instance;
          begin(instance, frame.current, layout);
          if (beginsThere) show(chosen, true);
        }}
      >
        <Controls showInteractive={false} position="bottom-right" fitViewOptions={{ padding: 0.04 }} />
      </ReactFlow>
    </section>
  );
}

function nodesOf(layout: Layout, shown: Omit<GraphProps, 'flow' | 'beginsThere'>): Node[] {
  const summaries = new Map(shown.states.map((state) => [state.name, state]));
  const boxes = layout.boxes.map(
    (box): Node => ({
      id: box.id,
      type: kinds[box.kind],
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      zIndex: box.kind === 'group' ? 0 : 2,
      data: {
        box,
        summary: summaries.get(box.name),
        progress: progressOf(shown.mapRuns, box.name),
        isChosen: box.name === shown.chosen,
        choose: shown.choose,
      },
    }),
  );
  const lines: Node = {
    id: '▸lines',
    type: 'lines',
    position: { x: 0, y: 0 },
    width: layout.width,
    height: layout.height,
    zIndex: 1,
    data: { layout, states: shown.states, transitions: shown.transitions, chosen: shown.chosen },
  };
  return [lines, ...boxes];
}

/** Begins at the top: with the whole width if that can be read, else with the start in the middle. */
function begin(view: ReactFlowInstance<Node>, frame: HTMLElement | null, layout: Layout): void {
  const width = frame?.clientWidth ?? layout.width;
  const scale = Math.min(1, Math.max(zoom.readable, (width - 2 * margin) / layout.width));
  const start = layout.boxes.find(({ kind }) => kind === 'start');
  const middle = start ? start.x + start.width / 2 : layout.width / 2;
  view.setViewport({ x: within(width / 2 - middle * scale, width, layout.width * scale), y: margin, zoom: scale });
}

/** Moves no further than needed. @param isHard whether it is moved at once */
function bringIntoView(
  view: ReactFlowInstance<Node>,
  frame: HTMLElement,
  box: Box,
  layout: Layout,
  isHard: boolean,
): void {
  const { x, y, zoom: scale } = view.getViewport();
  const height = box.kind === 'group' ? size.height : box.height;
  const [left, top] = [box.x * scale + x, box.y * scale + y];
  const isSeen =
    left >= 0 &&
    top >= 0 &&
    left + Math.min(box.width, size.width) * scale <= frame.clientWidth &&
    top + height * scale <= frame.clientHeight;
  if (isSeen) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  view.setViewport(
    {
      x: within(frame.clientWidth / 2 - (box.x + box.width / 2) * scale, frame.clientWidth, layout.width * scale),
      y: within(frame.clientHeight / 2 - (box.y + height / 2) * scale, frame.clientHeight, layout.height * scale),
      zoom: scale,
    },
    { duration: isHard || still ? 0 : 250 },
  );
}

/** pixels around the graph */
const margin = 12;

/** Shows no more emptiness beside the graph than there must be. */
function within(at: number, frame: number, whole: number): number {
  if (whole + 2 * margin <= frame) return (frame - whole) / 2;
  return Math.min(margin, Math.max(at, frame - whole - margin));
}
