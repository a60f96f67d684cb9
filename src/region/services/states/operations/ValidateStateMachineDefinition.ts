import { validate } from '../../../../asl/index.ts';
import { operation } from '../../../service.ts';

/** "The maximum number of diagnostics that are returned per call. The default and maximum value is 100." */
const mostDiagnostics = 100;

/** Source: AWS Step Functions API Reference, "ValidateStateMachineDefinition". */
export const ValidateStateMachineDefinition = operation<'states', 'ValidateStateMachineDefinition'>({
  accepts: ['definition', 'type', 'severity', 'maxResults'],
  run({ definition, type = 'STANDARD', severity: least = 'ERROR', maxResults = 0 }) {
    const found = validate(definition, { type }).filter(({ severity }) => severity === 'ERROR' || least === 'WARNING');
    const most = maxResults === 0 ? mostDiagnostics : Math.min(maxResults, mostDiagnostics);
    return {
      result: found.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
      diagnostics: found.slice(0, most),
      truncated: found.length > most,
    };
  },
});
