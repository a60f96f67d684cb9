import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NoConnection } from '../aws/connection.ts';
import { Failure } from '../operator/failure.ts';
import { told } from './errors.ts';

function of(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}
const fromAws = (name: string, message: string, httpStatusCode = 400) =>
  of(name, message, { $metadata: { httpStatusCode } });

describe('an error is told as cause and way out, and by an exit code', () => {
  const cases: [string, unknown, string, RegExp][] = [
    ['wrong usage', new Failure('No.', 'usage'), 'usage', /^No\.$/],
    ['what cannot be done', new Failure('No.'), 'impossible', /^No\.$/],
    ['what came out badly', new Failure('No.', 'unwell'), 'unwell', /^No\.$/],
    ['nothing to speak to', new NoConnection('Nobody.'), 'unreachable', /^Nobody\.$/],
    [
      'a refused connection',
      of('Error', '', { code: 'ECONNREFUSED' }),
      'unreachable',
      /^Nothing answers at the endpoint .*wakepatch up.*--endpoint-url/,
    ],
    [
      'a refused connection on each address',
      new AggregateError([of('Error', 'connect ECONNREFUSED ::1:9', { code: 'ECONNREFUSED' })]),
      'unreachable',
      /connect ECONNREFUSED ::1:9/,
    ],
    [
      'a name that is none',
      of('Error', 'no', { cause: of('Error', 'getaddrinfo', { code: 'ENOTFOUND' }) }),
      'unreachable',
      /getaddrinfo/,
    ],
    [
      'no credentials',
      of('CredentialsProviderError', 'Could not load'),
      'unreachable',
      /^No credentials are found: Could not load\. .*--profile/,
    ],
    [
      'rights',
      fromAws('AccessDenied', 'User: x is not authorized to perform: y', 403),
      'refused',
      /^AccessDenied: .*y\. Ask for that right/,
    ],
    [
      'rights, as EC2 has it',
      fromAws('UnauthorizedOperation', 'You are not authorized.', 403),
      'refused',
      /Ask for that right/,
    ],
    [
      'credentials of nobody',
      fromAws('UnrecognizedClientException', 'The security token is invalid.', 403),
      'refused',
      /does not know these credentials/,
    ],
    ['credentials of yesterday', fromAws('ExpiredToken', 'expired'), 'refused', /Sign in anew/],
    ['a throttled call', fromAws('ThrottlingException', 'Rate exceeded'), 'impossible', /Try again in a minute/],
    [
      'what else a service says',
      fromAws('ValidationError', 'Stack is in DELETE_IN_PROGRESS'),
      'impossible',
      /^ValidationError: Stack is/,
    ],
    [
      'what nobody foresaw',
      new TypeError('x is undefined'),
      'unforeseen',
      /please report it.*\nTypeError: x is undefined\n +at /s,
    ],
    ['what is no error', 'text', 'unforeseen', /^text$/],
  ];
  for (const [name, error, ending, sentence] of cases)
    test(name, () => {
      const { ending: actual, text } = told(error);
      assert.equal(actual, ending);
      assert.match(text, sentence);
    });
});
