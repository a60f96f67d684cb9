import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { checkArchive } from '../archive.ts';
import { describeFunction } from '../configuration.ts';
import { checkRevision, describeCode, functionNamed, onFunction, retireRevision } from '../function.ts';
import { updateCode } from '../rows.ts';

/** Source: Lambda API Reference, "UpdateFunctionCode". Invocations under way finish with the code they began with. */
export const UpdateFunctionCode = operation<'lambda', 'UpdateFunctionCode'>({
  accepts: ['FunctionName', 'ZipFile', 'Publish', 'DryRun', 'RevisionId'],
  authorize: (input, context) => [onFunction(context, 'UpdateFunctionCode', input.FunctionName)],
  run(input, context) {
    if (input.Publish) throw notSupported('the publishing of function versions');
    const before = functionNamed(context, input.FunctionName);
    checkRevision(before, input.RevisionId);
    const code = input.ZipFile ?? new Uint8Array();
    checkArchive(code, 'UpdateFunctionCode');
    const row = { ...before, ...describeCode(code), revision: context.uuid(), modified: context.now };
    if (input.DryRun)
      return describeFunction(context, { ...row, revision: before.revision, modified: before.modified });
    updateCode(context.db, row, code);
    retireRevision(context, before.revision);
    return describeFunction(context, row);
  },
});
