/** The wire errors of Systems Manager. Codes are those of the "Errors" section of each operation's API page. */
import { WireError } from '../../errors.ts';

/** An error with AWS's code and a message of its own for the occasion. */
const error = (code: string) => (message: string) => new WireError(code, message);

export const validationException = error('ValidationException');
export const invalidDocument = error('InvalidDocument');
export const invalidDocumentVersion = error('InvalidDocumentVersion');
export const invalidContent = error('InvalidDocumentContent');
export const invalidSchemaVersion = error('InvalidDocumentSchemaVersion');
export const documentAlreadyExists = error('DocumentAlreadyExists');
export const duplicateContent = error('DuplicateDocumentContent');
export const duplicateVersionName = error('DuplicateDocumentVersionName');
export const maxDocumentSizeExceeded = error('MaxDocumentSizeExceeded');
export const invalidParameters = error('InvalidParameters');
export const invalidFilterKey = error('InvalidFilterKey');
export const invalidFilter = error('InvalidFilter');
export const doesNotExist = error('DoesNotExistException');
export const resourceInUse = error('ResourceInUseException');
export const alreadyExists = error('AlreadyExistsException');
export const parameterNotFound = error('ParameterNotFound');
export const parameterAlreadyExists = error('ParameterAlreadyExists');
export const parameterPatternMismatch = error('ParameterPatternMismatchException');
export const hierarchyLevelLimitExceeded = error('HierarchyLevelLimitExceededException');
export const hierarchyTypeMismatch = error('HierarchyTypeMismatchException');

/** What SendCommand says of instances that are not there, not managed or not connected. */
export const instancesNotValid = (account: string, instanceIds: readonly string[]) =>
  new WireError(
    'InvalidInstanceId',
    `Instances [[${instanceIds.join(', ')}]] not in a valid state for account ${account}`,
  );

export const invalidCommandId = () => new WireError('InvalidCommandId', 'The specified command ID is not valid.');
export const invocationDoesNotExist = () => new WireError('InvocationDoesNotExist', '');
export const invalidPluginName = () => new WireError('InvalidPluginName', 'The plugin name is not valid.');
export const invalidNextToken = () => new WireError('InvalidNextToken', 'The specified token is not valid.');
export const duplicateInstanceId = () =>
  new WireError('DuplicateInstanceId', 'You cannot specify an instance ID in more than one association.');
export const invalidResourceType = () => new WireError('InvalidResourceType', 'The resource type is not valid.');
export const invalidResourceId = () => new WireError('InvalidResourceId', 'The resource ID is not valid.');
export const tooManyTags = () => new WireError('TooManyTagsError', 'A resource can have a maximum of 50 tags.');

/** The message in which AWS reports a member that breaks a constraint of the model. */
export const constraint = (value: unknown, member: string, demand: string) =>
  validationException(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${demand}`,
  );
