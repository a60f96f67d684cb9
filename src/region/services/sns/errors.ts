import { WireError } from '../../errors.ts';

/** @param what e.g. `Topic Name`, with a reason where AWS gives one */
export const invalidParameter = (what: string) => new WireError('InvalidParameter', `Invalid parameter: ${what}`);

export const invalidToken = () => new WireError('InvalidParameter', 'Invalid token');

/** Of message attributes. */
export const invalidValue = (message: string) => new WireError('ParameterValueInvalid', message);

const notFound = (message: string) => new WireError('NotFound', message, { status: 404 });

export const topicNotFound = () => notFound('Topic does not exist');
export const subscriptionNotFound = () => notFound('Subscription does not exist');

export const resourceNotFound = () => new WireError('ResourceNotFound', 'Resource does not exist', { status: 404 });

export const tooManyTags = () =>
  new WireError('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
