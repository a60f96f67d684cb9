// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dependencyGraph, inOrder, reversed } from './graph.ts';
import { readTemplate } from './template.ts';

const graphOf = (resources: string, condition = (_: string) => true) =>
  dependencyGraph(readTemplate(`Resources: ${resources}`), condition);

describe('the dependency graph', () => {
  test('has DependsOn and every reference', () => {
    const graph = graphOf(`{
      A: {Type: T::A}, B: {Type: T::A, DependsOn: A},
      C: {Type: T::A, Properties: {X: !Sub "\${B} \${A.Arn}", Y: !Ref AWS::Region}},
      D: {Type: T::A, DependsOn: [C], Properties: {X: [!GetAtt A.Arn]}}}`);
    assert.deepEqual(
      [...graph],
      [
        ['A', []],
        ['B', ['A']],
        ['C', ['A', 'B']],
        ['D', ['A', 'C']],
      ],
    );
    assert.deepEqual(
      [...reversed(graph)],
      [
        ['A', ['B', 'C', 'D']],
        ['B', ['C']],
        ['C', ['D']],
        ['D', []],
      ],
    );
  });

  test('leaves out what conditions leave out', () => {
    const resources = `{
      A: {Type: T::A, Condition: Demo}, B: {Type: T::A, DependsOn: A},
      C: {Type: T::A, Properties: {X: !If [Demo, !Ref A, none]}}}`;
    assert.deepEqual(
      [...graphOf(resources, () => false)],
      [
        ['B', []],
        ['C', []],
      ],
    );
    assert.deepEqual(graphOf(resources).get('C'), ['A']);
  });

  test('cannot refer to what is not made', () => {
    assert.throws(
      () => graphOf('{A: {Type: T::A, Condition: Demo}, B: {Type: T::A, Properties: {X: !Ref A}}}', () => false),
      {
        message: 'Template format error: Unresolved resource dependencies [A] in the Resources block of the template',
      },
    );
  });

  test('cannot have a circle, and names those in it only', () => {
    assert.throws(
      () =>
        graphOf(
          '{A: {Type: T::A, DependsOn: B}, B: {Type: T::A, Properties: {X: !Ref A}}, C: {Type: T::A, DependsOn: A}, D: {Type: T::A}}',
        ),
      { message: 'Circular dependency between resources: [A, B]' },
    );
  });

  test('is put in an order in which each comes after what it needs', () => {
    const acyclic = fc
      .array(fc.array(fc.nat(), { maxLength: 5 }), { maxLength: 12 })
      .map((rows) => new Map(rows.map((row, i) => [`R${i}`, i === 0 ? [] : row.map((n) => `R${n % i}`)])));
    fc.assert(
      fc.property(acyclic, (graph) => {
        const order = inOrder(graph);
        assert.equal(order.length, graph.size);
        for (const [name, needs] of graph) {
          for (const other of needs) assert.ok(order.indexOf(other) < order.indexOf(name));
        }
      }),
    );
  });
});
