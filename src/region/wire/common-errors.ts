/**
 * Errors that any service may answer before it has seen the request, by their name in the AWS query protocol, and what the
 * other protocols call them. Source: the page "Common errors" of the API references of STS, EC2 and Systems Manager.
 */
type Names = Readonly<Record<string, string>>;

export const jsonNames: Names = {
  ExpiredToken: 'ExpiredTokenException',
  InvalidAction: 'UnknownOperationException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
};

export const ec2Names: Names = {
  ExpiredToken: 'RequestExpired',
  InvalidClientTokenId: 'AuthFailure',
};

/** Source: S3 API Reference, "Error responses". */
export const xmlNames: Names = {
  IncompleteSignature: 'AuthorizationHeaderMalformed',
  InternalFailure: 'InternalError',
  InvalidAction: 'MethodNotAllowed',
  InvalidClientTokenId: 'InvalidAccessKeyId',
};
