/** A definition as boxes and arrows, with their places. Pure: the same definition is laid out in the same way. */
import dagre from '@dagrejs/dagre';
import {
  type Flow,
  flowsIn,
  isDistributed,
  type StateDefinition,
} from '../../../../../operator/executions/definition.ts';
import { type Arrow, arrowsOf, inOrder, isEnd } from './arrows.ts';

/** Pixels, from the upper left corner of the whole. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly id: string;
  readonly kind: 'state' | 'group' | 'start' | 'end';
  /** of a state or a group */
  readonly name: string;
  readonly type: string;
  /** what a group does with its states, such as `for each item` */
  readonly note?: string;
  readonly width: number;
  readonly height: number;
}

export interface Line extends Arrow {
  readonly id: string;
  readonly points: readonly Point[];
  /** the middle of its label */
  readonly labelAt?: Point;
  /** where an arrow of an error runs, beside everything: its x */
  readonly lane?: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** groups before what is in them; otherwise in the order in which states are come to */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export const size = { width: 190, height: 52, mark: 30 } as const;
const gap = { ranks: 34, nodes: 36, padding: 16, header: 34, branches: 24, lane: 12 } as const;
/** characters of a label that are shown, and pixels a character */
const label = { characters: 30, width: 6.2, height: 18 } as const;

/** The ids of what is no state: names of states do not begin like this. */
export const marks = { start: '▸start', end: '▸end' } as const;

export function layoutOf(flow: Flow): Layout {
  return layOut(flow, true);
}

/** The label of an arrow, as long as there is room for. */
export function shortLabel({ labels }: Pick<Arrow, 'labels'>): string {
  const text = labels.join(' or ');
  return text.length > label.characters ? `${text.slice(0, label.characters - 1)}…` : text;
}

/** @param marked whether beginning and end are marked, as those of the whole are */
function layOut(flow: Flow, marked: boolean): Layout {
  const arrows = arrowsOf(flow);
  const names = inOrder(flow, arrows);
  const inner = new Map(names.map((name) => [name, innerOf(flow.States[name]!)]));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ranksep: gap.ranks, nodesep: gap.nodes });
  graph.setDefaultEdgeLabel(() => ({}));
  if (marked) graph.setNode(marks.start, { width: size.mark, height: size.mark });
  for (const name of names) {
    const { width, height } = inner.get(name) ?? size;
    graph.setNode(name, { width, height });
  }
  if (marked) addMarks(graph, flow, names);
  const drawn = arrows.filter(({ kind }) => kind !== 'catch');
  for (const arrow of drawn) graph.setEdge(arrow.from, arrow.to, labelSize(arrow), idOf(arrow));
  for (const { from, to } of strays(flow, arrows)) graph.setEdge(from, to, { weight: 0 }, 'stray');
  dagre.layout(graph);
  return collect(flow, graph, { names, inner, arrows, marked });
}

type Graph = InstanceType<typeof dagre.graphlib.Graph>;

function addMarks(graph: Graph, flow: Flow, names: readonly string[]): void {
  graph.setEdge(marks.start, flow.StartAt, {}, 'start');
  const ends = names.filter((name) => isEnd(flow.States[name]!));
  if (ends.length === 0) return;
  graph.setNode(marks.end, { width: size.mark, height: size.mark });
  for (const name of ends) graph.setEdge(name, marks.end, {}, 'end');
}

const idOf = ({ from, to, kind }: Arrow) => `${from}→${to}${kind === 'catch' ? '!' : ''}`;

function labelSize(arrow: Arrow) {
  const text = shortLabel(arrow);
  return text ? { width: text.length * label.width + 12, height: label.height, labelpos: 'c' } : {};
}

/** States that only an error leads to still want a place below what leads to them: one arrow for each gives it. */
function strays({ StartAt }: Flow, arrows: readonly Arrow[]): Arrow[] {
  const reached = new Set([StartAt, ...arrows.filter(({ kind }) => kind !== 'catch').map(({ to }) => to)]);
  const last = new Map(arrows.filter(({ to }) => !reached.has(to)).map((arrow) => [arrow.to, arrow]));
  return [...last.values()];
}

/**
 * What is inside a state, laid out branch beside branch; undefined where there is nothing. What a distributed Map does with
 * an item is not here: it is done in executions of their own.
 */
function innerOf(state: StateDefinition): Layout | undefined {
  const flows = flowsIn(state);
  if (flows.length === 0 || isDistributed(state)) return undefined;
  const parts = flows.map((flow) => layOut(flow, false));
  let x: number = gap.padding;
  const moved = parts.map((part) => {
    const at = { x, y: gap.header };
    x += part.width + gap.branches;
    return move(part, at);
  });
  return {
    boxes: moved.flatMap(({ boxes }) => boxes),
    lines: moved.flatMap(({ lines }) => lines),
    width: Math.max(x - gap.branches + gap.padding, size.width + 2 * gap.padding),
    height: gap.header + Math.max(...parts.map(({ height }) => height)) + gap.padding,
  };
}

function move({ boxes, lines, ...rest }: Layout, by: Point): Layout {
  const moved = <P extends Point>(point: P): P => ({ ...point, x: point.x + by.x, y: point.y + by.y });
  return {
    ...rest,
    boxes: boxes.map(moved),
    lines: lines.map((line) => ({
      ...line,
      points: line.points.map(moved),
      labelAt: line.labelAt && moved(line.labelAt),
      lane: line.lane === undefined ? undefined : line.lane + by.x,
    })),
  };
}

interface Parts {
  readonly names: readonly string[];
  readonly inner: ReadonlyMap<string, Layout | undefined>;
  readonly arrows: readonly Arrow[];
  readonly marked: boolean;
}

function collect(flow: Flow, graph: Graph, { names, inner, arrows, marked }: Parts): Layout {
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const place = (id: string) => {
    const { x, y, width: w, height: h } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { x: x - w / 2, y: y - h / 2, width: w, height: h };
  };
  if (marked) boxes.push({ ...place(marks.start), id: marks.start, kind: 'start', name: '', type: '' });
  for (const name of names) {
    const state = flow.States[name]!;
    const within = inner.get(name);
    const at = place(name);
    boxes.push({ ...at, id: name, kind: within ? 'group' : 'state', name, type: state.Type, note: noteOf(state) });
    if (!within) continue;
    const moved = move(within, at);
    boxes.push(...moved.boxes);
    lines.push(...moved.lines);
  }
  if (graph.hasNode(marks.end)) boxes.push({ ...place(marks.end), id: marks.end, kind: 'end', name: '', type: '' });
  for (const edge of graph.edges()) {
    if (edge.name === 'stray') continue;
    const found = graph.edge(edge) as { points: Point[]; x?: number; y?: number };
    const arrow = arrows.find((each) => idOf(each) === edge.name) ?? plain(edge.v, edge.w);
    const labelAt = found.x === undefined ? undefined : { x: found.x, y: found.y ?? 0 };
    lines.push({ ...arrow, id: idOf(arrow), points: found.points, labelAt: arrow.labels.length ? labelAt : undefined });
  }
  const caught = catchLines(arrows, place, width);
  return { boxes, lines: [...lines, ...caught.lines], width: caught.width, height };
}

const plain = (from: string, to: string): Arrow => ({ from, to, kind: 'next', labels: [] });

function noteOf(state: StateDefinition): string | undefined {
  if (isDistributed(state)) return 'an execution for each item';
  if (state.Type === 'Map') return 'for each item';
  return state.Type === 'Parallel' && (state.Branches?.length ?? 0) > 1 ? 'side by side' : undefined;
}

/** Arrows of errors run in lanes to the right of everything, one for each state that they lead to. */
function catchLines(
  arrows: readonly Arrow[],
  place: (id: string) => Point & { width: number; height: number },
  width: number,
): { lines: Line[]; width: number } {
  const caught = arrows.filter(({ kind }) => kind === 'catch');
  const targets = [...new Set(caught.map(({ to }) => to))];
  const lines = caught.map((arrow): Line => {
    const lane = width + gap.lane * (1 + targets.indexOf(arrow.to));
    const [from, to] = [place(arrow.from), place(arrow.to)];
    const start = { x: from.x + from.width, y: from.y + from.height / 2 };
    const end = { x: to.x + to.width, y: to.y + to.height / 2 };
    return {
      ...arrow,
      id: idOf(arrow),
      lane,
      points: [start, { x: lane, y: start.y }, { x: lane, y: end.y }, end],
    };
  });
  return { lines, width: targets.length ? width + gap.lane * (targets.length + 1) : width };
}
