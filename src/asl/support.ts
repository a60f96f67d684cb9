import { comparisonOperators, testOperators } from './data/choice.ts';
import { intrinsicFunctions } from './data/intrinsics/index.ts';
import { inputTypes } from './data/item-reader.ts';
import { additions } from './data/jsonata.ts';
import { outputTypes, transformations } from './data/result-writer.ts';
import { itemReaderResources, optimizedIntegrations, resultWriterResources } from './integrations.ts';
import { stateTypes } from './states/index.ts';

/** A table for the documentation: what of the Amazon States Language there is. */
export interface SupportTable {
  title: string;
  columns: string[];
  rows: string[][];
}

const code = (name: string) => `\`${name}\``;
const list = (names: readonly string[]) => [...names].sort().map(code).join(', ');

/** All that is supported, taken from the tables that the interpreter itself works by. */
export function supportTables(): SupportTable[] {
  return [
    {
      title: 'State types',
      columns: ['Type', 'Fields', 'JSONPath only', 'JSONata only'],
      rows: Object.entries(stateTypes).map(([name, { fields }]) => [
        code(name),
        list(fields.common),
        list(fields.JSONPath),
        list(fields.JSONata),
      ]),
    },
    {
      title: 'Choice operators',
      columns: ['Operator', 'With a path'],
      rows: [
        ...Object.keys(comparisonOperators).map((name) => [code(name), code(`${name}Path`)]),
        ...[...Object.keys(testOperators), 'And', 'Or', 'Not'].map((name) => [code(name), '']),
      ],
    },
    {
      title: 'Intrinsic functions',
      columns: ['Function', 'Arguments'],
      rows: Object.entries(intrinsicFunctions).map(
        ([
          name,
          {
            arguments: [least, most],
          },
        ]) => [
          code(name),
          least === most
            ? String(least)
            : most === Number.POSITIVE_INFINITY
              ? `${least} or more`
              : `${least} to ${most}`,
        ],
      ),
    },
    {
      title: 'JSONata functions of Step Functions',
      columns: ['Function'],
      rows: Object.keys(additions)
        .filter((name) => name !== 'eval')
        .map((name) => [code(`$${name}`)]),
    },
    {
      title: 'Service integrations',
      columns: ['Resource', 'Patterns beside request and response'],
      rows: [
        ['a function ARN', ''],
        ['an activity ARN', ''],
        [code('arn:aws:states:::aws-sdk:<service>:<operation>'), code('.waitForTaskToken')],
        ...Object.entries(optimizedIntegrations).flatMap(([service, operations]) =>
          Object.entries(operations).map(([operation, patterns]) => [
            code(`arn:aws:states:::${service}:${operation}`),
            list(patterns.map((pattern) => `.${pattern}`)),
          ]),
        ),
      ],
    },
    {
      title: 'Distributed Map',
      columns: ['Part', 'Values'],
      rows: [
        ['ItemReader, Resource', list(Object.keys(itemReaderResources))],
        ['ItemReader, InputType', list(Object.keys(inputTypes))],
        ['ResultWriter, Resource', list(Object.keys(resultWriterResources))],
        ['ResultWriter, OutputType', list(Object.keys(outputTypes))],
        ['ResultWriter, Transformation', list(Object.keys(transformations))],
      ],
    },
  ];
}
