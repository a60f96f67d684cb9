import { WireError } from '../../errors.ts';

/** Source: S3 API Reference, "Error responses". */
const error = (code: string, message: string, status: number, members: Record<string, unknown> = {}) =>
  new WireError(code, message, { status, members });

export const noSuchBucket = (name: string) =>
  error('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
export const invalidBucketName = (name: string) =>
  error('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
export const bucketAlreadyOwnedByYou = (name: string) =>
  error(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    {
      BucketName: name,
    },
  );
export const bucketNotEmpty = (name: string) =>
  error('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: name });
export const invalidLocation = (constraint: string) =>
  error('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
    LocationConstraint: constraint,
  });
export const illegalLocation = (constraint: string) =>
  error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  );

export const noSuchKey = (key: string) => error('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
/** As HEAD says it: an answer without a body has only its status. */
export const notFound = () => error('NotFound', 'Not Found', 404);
export const keyTooLong = (size: number, most: number) =>
  error('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: most });
export const entityTooLarge = (size: number, most: number) =>
  error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
    ProposedSize: size,
    MaxSizeAllowed: most,
  });
export const incompleteBody = () =>
  error('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header.', 400);
export const metadataTooLarge = (size: number, most: number) =>
  error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
    Size: size,
    MaxSizeAllowed: most,
  });
export const preconditionFailed = (condition: string) =>
  error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });
export const notModified = () => error('NotModified', 'Not Modified', 304);
export const invalidRange = (range: string, size: number) =>
  error('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: range,
    ActualObjectSize: size,
  });

export const accessDenied = () => error('AccessDenied', 'Access Denied', 403);
/** @param name the argument, as it stands in the request */
export const invalidArgument = (message: string, name: string, value: unknown) =>
  error('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
export const invalidRequest = (message: string) => error('InvalidRequest', message, 400);
export const malformedXml = () =>
  error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    400,
  );
export const malformedPolicy = (message: string) => error('MalformedPolicy', message, 400);
export const policyBlocked = (caller: string, bucket: string) =>
  error(
    'AccessDenied',
    `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucket}" because public policies are blocked by the BlockPublicPolicy block public access setting.`,
    403,
  );
export const invalidTag = (message: string) => error('InvalidTag', message, 400);

/** A part of a bucket's configuration that is not there. */
export const missingConfiguration = (code: string, message: string, bucket: string) =>
  error(code, message, 404, { BucketName: bucket });
