/** What goes wrong, in words that a page can show: the name, the cause and the way out. */
import type { ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Failure } from '../../operator/failure.ts';

/** What a page is told instead of an answer. */
export interface Trouble {
  /** the error's name: AWS's, or one of ours */
  readonly error: string;
  readonly message: string;
  /** whether it may be gone by itself at the next look */
  readonly passing: boolean;
}

/** The request is not let in. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: ContentfulStatusCode;
  constructor(message: string, status: ContentfulStatusCode = 403) {
    super(message);
    this.status = status;
  }
}

/** There is no such view, action or page, or it is asked in a wrong way. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'];
const credentials = [
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
];

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return { error: 'Error', message: String(error), passing: false };
  if (unreachable.includes(String((error as NodeJS.ErrnoException).code)))
    return {
      error: 'EndpointUnreachable',
      message: `Nothing answers at the endpoint (${error.message}). It is looked for again; start a Region with 'wakepatch up' if it is one.`,
      passing: true,
    };
  if (credentials.includes(error.name))
    return {
      error: error.name,
      message: `${error.message} Mend the credentials (for example 'aws sso login'); the console looks again.`,
      passing: true,
    };
  const passing = /Throttl|TooManyRequests|ServiceUnavailable|InternalFailure/.test(error.name);
  return { error: error.name, message: error.message, passing };
}

const statusOf = (error: Error): ContentfulStatusCode => {
  if (error instanceof Refused) return error.status;
  if (error instanceof BadRequest) return 400;
  return error instanceof Failure ? 409 : 502;
};

export const answerTrouble: ErrorHandler = (error, exchange) => exchange.json(troubleOf(error), statusOf(error));
