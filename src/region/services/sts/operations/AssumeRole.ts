import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { sessions } from '../rows.ts';

const sessionName = /^[\w+=,.@-]{2,64}$/;

/** Expired sessions are kept for an hour, in which they are told that they expired. In milliseconds. */
const remembered = 3_600_000;

/**
 * Lends a role to an AWS service. People and roles cannot assume a role here: a trust policy that names an account or a
 * user is refused when it is asked. Source: AWS STS API Reference, "AssumeRole".
 */
export const AssumeRole = operation<'sts', 'AssumeRole'>({
  accepts: ['RoleArn', 'RoleSessionName', 'DurationSeconds'],
  authorize: () => [],
  run(input, context) {
    const seconds = input.DurationSeconds ?? 3600;
    if (seconds < 900 || seconds > 43_200)
      throw new WireError('ValidationError', 'DurationSeconds must be between 900 and 43200.');
    if (!sessionName.test(input.RoleSessionName))
      throw new WireError(
        'ValidationError',
        `The session name '${input.RoleSessionName}' must match [\\w+=,.@-]{2,64}.`,
      );
    const { principal: caller } = context;
    if (caller.type !== 'service')
      throw new WireError(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}. In this Region only AWS services assume roles.`,
        { status: 403 },
      );
    const principal = context.assume(input.RoleArn, caller.service, input.RoleSessionName);
    const session = {
      accessKeyId: `ASIA${context.hex(16).toUpperCase()}`,
      secretAccessKey: context.hex(40),
      sessionToken: context.hex(60),
      principal: JSON.stringify(principal),
      expires: context.now + seconds * 1000,
    };
    sessions.deleteExpired(context.db, context.now - remembered);
    sessions.insert(context.db, session);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(session.expires),
      },
      AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    };
  },
});
