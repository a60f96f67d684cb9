import { validate } from '../../../../asl/index.ts';
import { operation } from '../../../service.ts';

/** Source: AWS Step Functions API Reference, "ValidateStateMachineDefinition". */
export const ValidateStateMachineDefinition = operation<'states', 'ValidateStateMachineDefinition'>({
  accepts: ['definition', 'type', 'severity', 'maxResults'],
  run(input) {
    const all = validate(input.definition).filter(
      ({ severity }) => severity === 'ERROR' || input.severity === 'WARNING',
    );
    const most = input.maxResults || 100;
    return {
      result: all.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
      diagnostics: all.slice(0, most),
      truncated: all.length > most,
    };
  },
});
