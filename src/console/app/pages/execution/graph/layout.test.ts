import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Flow, findState } from '../../../../../operator/executions/definition.ts';
import { type Box, type Layout, layoutOf, shortLabel } from './layout.ts';
import { neighbour } from './neighbour.ts';
import { pathThrough } from './path.ts';

const template = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../../../templates/${name}.json`, import.meta.url), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { Definition: Flow } }>;
  };
const definitions = ['wakepatch', 'wakepatch-fleet'].flatMap((name) =>
  Object.values(template(name).Resources)
    .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => Properties.Definition),
);
const [pattern, instance, fleet] = definitions as [Flow, Flow, Flow];

const boxOf = ({ boxes }: Layout, id: string): Box => boxes.find((box) => box.id === id)!;
const lineOf = ({ lines }: Layout, from: string, to: string) =>
  lines.find((line) => line.from === from && line.to === to)!;
const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a definition as a graph', () => {
  test('has a box for every state of every state machine that is deployed, and none lies on another', () => {
    for (const definition of definitions) {
      const { boxes, width, height } = layoutOf(definition);
      for (const box of boxes) {
        if (box.kind === 'state' || box.kind === 'group') assert.ok(findState(definition, box.name), box.name);
        assert.ok(isInside(box, { ...box, x: 0, y: 0, width, height }), `${box.id} is within the whole`);
      }
      const leaves = boxes.filter(({ kind }) => kind !== 'group');
      for (const [index, box] of leaves.entries())
        for (const other of leaves.slice(index + 1)) assert.ok(!overlap(box, other), `${box.id} lies on ${other.id}`);
    }
  });

  test('has the states of a Parallel and of a Map state inside a group', () => {
    const layout = layoutOf(instance);
    const group = boxOf(layout, 'Before Patching');
    assert.deepEqual([group.kind, group.note], ['group', 'for each item']);
    assert.ok(isInside(boxOf(layout, 'Send Preparation'), group));
    assert.ok(!overlap(boxOf(layout, 'Patch Instance'), group));
    assert.ok(isInside(boxOf(layoutOf(pattern), 'Start Instance'), boxOf(layoutOf(pattern), 'Wake and Patch')));
  });

  test('has a distributed Map as one box: what it does with an item is done in executions of their own', () => {
    const layout = layoutOf(fleet);
    assert.deepEqual(
      [boxOf(layout, 'Patch Instances').kind, boxOf(layout, 'Patch Instances').note],
      ['state', 'an execution for each item'],
    );
    assert.equal(boxOf(layout, 'Start Instance'), undefined);
  });

  test('tells the way of an error from the usual one, and runs it beside everything', () => {
    const layout = layoutOf(pattern);
    const caught = layout.lines.filter(({ kind }) => kind === 'catch');
    assert.ok(caught.length > 1);
    const widest = Math.max(...layout.boxes.map(({ x, width }) => x + width));
    const wake = caught.find(({ from }) => from === 'Wake and Patch')!;
    assert.deepEqual([wake.to, wake.labels], ['Stop Instance', ['States.ALL']]);
    assert.ok(wake.lane! >= widest && wake.lane! <= layout.width);
    // The usual way leads to the same state, by an arrow of its own.
    assert.equal(layout.lines.filter(({ from, to }) => from === 'Wake and Patch' && to === 'Stop Instance').length, 2);
  });

  test('has the conditions of a Choice beside its arrows, with a place of their own', () => {
    const layout = layoutOf(pattern);
    const ready = lineOf(layout, 'Is Instance Ready?', 'Patch Instance');
    assert.deepEqual([shortLabel(ready), ready.kind], ['done', 'choice']);
    assert.ok(ready.labelAt);
    const again = lineOf(layout, 'Is Instance Ready?', 'Wait for Instance');
    assert.equal(shortLabel(again), 'otherwise');
    assert.ok(Math.abs(again.labelAt!.x - ready.labelAt!.x) > 20);
  });

  test('goes down from the start to the end', () => {
    const layout = layoutOf(pattern);
    const order = ['▸start', 'Look at Instance', 'Wake and Patch', 'Stop Instance', 'Maintenance Done', '▸end'];
    const heights = order.map((id) => boxOf(layout, id).y);
    assert.deepEqual(
      heights,
      heights.toSorted((a, b) => a - b),
    );
  });

  test('is the same each time', () => assert.deepEqual(layoutOf(fleet), layoutOf(fleet)));

  test('puts the branches of a Parallel state side by side', () => {
    const branch = (name: string): Flow => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
    const layout = layoutOf({
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', Branches: [branch('Left'), branch('Right')], End: true } },
    });
    assert.equal(boxOf(layout, 'Left').y, boxOf(layout, 'Right').y);
    assert.ok(boxOf(layout, 'Left').x + boxOf(layout, 'Left').width < boxOf(layout, 'Right').x);
    assert.equal(boxOf(layout, 'Both').note, 'side by side');
  });

  test('shows a state that only an error leads to below the one that it comes from', () => {
    const layout = layoutOf({
      StartAt: 'Work',
      States: {
        Mend: { Type: 'Pass', End: true },
        Work: { Type: 'Task', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }], End: true },
      },
    });
    assert.ok(boxOf(layout, 'Mend').y > boxOf(layout, 'Work').y);
  });
});

describe('the arrow keys', () => {
  const layout = layoutOf(pattern);
  const go = (from: string, key: string) => neighbour(layout.boxes, boxOf(layout, from), key)?.id;

  test('go to the next box in their direction, into groups and out of them', () => {
    assert.equal(go('Look at Instance', 'ArrowDown'), 'Wake and Patch');
    assert.equal(go('Wake and Patch', 'ArrowDown'), 'Start Instance');
    assert.equal(go('Start Instance', 'ArrowUp'), 'Wake and Patch');
    assert.equal(go('Instance Patched', 'ArrowDown'), 'Stop Instance');
    assert.equal(go('Maintenance Failed', 'ArrowRight'), 'Maintenance Done');
  });

  test('stay where there is nothing, and other keys do nothing', () => {
    assert.equal(go('Look at Instance', 'ArrowUp'), undefined);
    assert.equal(go('Look at Instance', 'Enter'), undefined);
  });

  test('reach every state', () => {
    const found = new Set(['Look at Instance']);
    for (const name of found)
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
        const next = go(name, key);
        if (next) found.add(next);
      }
    const all = layout.boxes.filter(({ kind }) => kind === 'state' || kind === 'group').map(({ id }) => id);
    assert.deepEqual([...found].sort(), all.sort());
  });
});

test('a line is drawn through its points, its corners rounded', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 0, y: 50 },
    { x: 50, y: 50 },
  ];
  assert.equal(pathThrough(corner), 'M0,0L0,40Q0,50 10,50L50,50');
});
