import { arn } from '../../../arn.ts';
import { operation } from '../../../service.ts';
import { doesNotExist } from '../errors.ts';
import { sessionsOn } from '../sessions/sessions.ts';

/** Ends a session; one that is over already stays so. */
export const TerminateSession = operation<'ssm', 'TerminateSession'>({
  accepts: ['SessionId'],
  authorize: ({ SessionId }, context) => [
    { action: 'ssm:TerminateSession', resource: arn(context, 'ssm', `session/${SessionId}`) },
  ],
  async respond({ SessionId }, outside) {
    const found = (await sessionsOn(outside)).find(({ session }) => session.id === SessionId);
    if (found === undefined) throw doesNotExist(`The session ${SessionId} does not exist.`);
    await outside.machines.endSession!(found.instanceId, SessionId!);
    return { SessionId };
  },
});
