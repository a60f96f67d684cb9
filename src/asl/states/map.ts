import type { JsonObject } from '../json.ts';
import type { StateType } from '../machine.ts';
import { compileDistributedMap } from './map-distributed.ts';
import { compileInlineMap } from './map-inline.ts';

/** Runs its item processor once for each item; its result is the list of theirs. */
export const MapState: StateType = {
  fields: {
    common: [
      'Assign',
      'Catch',
      'End',
      'ItemBatcher',
      'ItemProcessor',
      'ItemReader',
      'ItemSelector',
      'Label',
      'MaxConcurrency',
      'Next',
      'ResultWriter',
      'Retry',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ],
    JSONPath: [
      'InputPath',
      'ItemsPath',
      'Iterator',
      'MaxConcurrencyPath',
      'OutputPath',
      'Parameters',
      'ResultPath',
      'ResultSelector',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ],
    JSONata: ['Items', 'Output'],
  },
  oneOf: [
    ['End', 'Next'],
    ['ItemProcessor', 'Iterator'],
  ],
  atMostOneOf: [
    ['ItemSelector', 'Parameters'],
    ['MaxConcurrency', 'MaxConcurrencyPath'],
    ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
    ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ],
  compile(source) {
    // Iterator is what ItemProcessor was called before.
    const member = source.definition.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
    const processor = source.definition[member] as JsonObject;
    const flow = source.flow(processor, member);
    const { Mode } = (processor.ProcessorConfig ?? {}) as JsonObject;
    return Mode === 'DISTRIBUTED' ? compileDistributedMap(source, flow, processor) : compileInlineMap(source, flow);
  },
};
