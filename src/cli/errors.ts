/** What went wrong, for people in sentences and for scripts as an ending. */
import { Failure } from '../operator/failure.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { paint } from './paint.ts';

/** A kind of error: how it is known, how a command ends that meets it, and the sentence on the way out. */
interface Kind {
  readonly ending: Ending;
  is(error: Error): boolean;
  text(error: Error): string;
}

const named = (...names: string[]) => {
  const set = new Set(names);
  return (error: Error) => set.has(error.name);
};

const ownWords = (error: Error) => error.message;
/** As AWS names and words it, and then what to do. */
const withAdvice = (advice: string) => (error: Error) => `${error.name}: ${sentence(error.message)} ${advice}`;
const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** Of the connection: nobody is there, or not under that name, or not in that language. */
const silence =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO|CERT_|ERR_SSL|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** The first that fits says it. */
const kinds: readonly Kind[] = [
  { ending: 'usage', is: (error) => error instanceof Failure && error.kind === 'usage', text: ownWords },
  { ending: 'interrupted', is: (error) => error instanceof Failure && error.kind === 'interrupted', text: ownWords },
  { ending: 'unwell', is: (error) => error instanceof Failure && error.kind === 'unwell', text: ownWords },
  { ending: 'unreachable', is: named('NoConnection'), text: ownWords },
  {
    ending: 'impossible',
    is: named(
      'Failure',
      'OtherRegion',
      'TimeIsReal',
      'DataUnusable',
      'StoreTrouble',
      'NewerDatabase',
      'PortInUse',
      'MachineError',
      'InvalidSchedule',
    ),
    text: ownWords,
  },
  {
    ending: 'unreachable',
    is: named('CredentialsProviderError', 'TokenProviderError'),
    text: (error) =>
      `No credentials are found: ${sentence(error.message)} Name a profile that has some with --profile, or sign in to it (aws sso login).`,
  },
  {
    ending: 'unreachable',
    is: (error) => codesOf(error).some((code) => silence.test(code)) || /^TimeoutError$/.test(error.name),
    text: (error) =>
      `Nothing answers at the endpoint (${errorsIn(error)[0]?.message || error.name}). Start a Region with 'wakepatch up', or name another --endpoint-url; 'wakepatch doctor' looks further.`,
  },
  {
    ending: 'refused',
    is: named('ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'RequestTimeTooSkewed'),
    text: withAdvice("Sign in anew, or set this machine's clock; 'wakepatch doctor' tells which."),
  },
  {
    ending: 'refused',
    is: named(
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'AuthFailure',
      'InvalidAccessKeyId',
      'IncompleteSignature',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'OptInRequired',
    ),
    text: withAdvice(
      "The endpoint does not know these credentials. Name the right --profile; 'wakepatch doctor' tells whose are used.",
    ),
  },
  {
    ending: 'refused',
    is: (error) =>
      /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError\w*|UnauthorizedException|Forbidden|403)$/.test(
        error.name,
      ) || statusOf(error) === 403,
    text: withAdvice(
      "Ask for that right, or name a --profile that has it; 'wakepatch doctor' tries what the commands need.",
    ),
  },
  {
    ending: 'impossible',
    is: (error) => /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(error.name),
    text: withAdvice('The endpoint was asked too often, by this or by others. Try again in a minute.'),
  },
  // What else a service answers with is about what it was asked.
  { ending: 'impossible', is: (error) => '$metadata' in error, text: (error) => `${error.name}: ${error.message}` },
];

/** An error with those that it was caused by or holds. */
function errorsIn(error: Error): Error[] {
  const inner = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  return [...inner.filter((one) => one instanceof Error).flatMap(errorsIn), error];
}

function codesOf(error: Error): string[] {
  return errorsIn(error).map((one) => String((one as NodeJS.ErrnoException).code ?? ''));
}

function statusOf(error: Error): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** An error told: in words, and as an ending. */
export function told(error: unknown): { text: string; ending: Ending } {
  if (!(error instanceof Error)) return { text: String(error), ending: 'unforeseen' };
  const kind = kinds.find(({ is }) => is(error));
  if (kind) return { text: kind.text(error), ending: kind.ending };
  return {
    text: `Nobody foresaw this error; please report it with what you typed.\n${error.stack ?? error.message}`,
    ending: 'unforeseen',
  };
}

/** Ends the process with the error's own words on standard error. */
export function exitWith(error: unknown): never {
  const { text, ending } = told(error);
  console.error(`${paint('red', 'Error:', process.stderr)} ${text}`);
  process.exit(exitCodes[ending].code);
}
