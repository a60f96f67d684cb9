import { ssm } from './clients.ts';
import { type InstanceEvent, instanceIdOf } from './event.ts';

/** The parameters of AWS-RunPatchBaseline. Source: "SSM Command document for patching: AWS-RunPatchBaseline". */
interface Event extends InstanceEvent {
  operation: 'Scan' | 'Install';
  rebootOption: 'RebootIfNeeded' | 'NoReboot';
  /** how often it was sent before */
  sends?: number;
  /** the execution that calls, in whose name the command is sent */
  execution?: string;
}

const DOCUMENT = 'AWS-RunPatchBaseline';

// A command that the agent has not taken by then ends as `Delivery Timed Out`, instead of staying pending for an hour.
const DELIVERY_TIMEOUT_SECONDS = 600;

/**
 * InstancePatcher: sends AWS-RunPatchBaseline, which patches by the baseline of the instance's patch group, or else by the
 * default one. A command that an earlier call sent, whose answer was lost, is not sent again: two would be in each other's
 * way. Answers with the `commandId`. Throws what SendCommand throws: `InvalidInstanceId` until the agent has reported.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const { operation, rebootOption, sends = 0, execution } = event;
  const Comment = execution && `wakepatch ${execution} ${sends + 1}`;
  const sent = Comment && (await sentAs(Comment, instanceId));
  if (sent) return { instanceId, commandId: sent, operation, sends: sends + 1 };
  const { Command } = await (await ssm()).sendCommand({
    DocumentName: DOCUMENT,
    InstanceIds: [instanceId],
    Parameters: { Operation: [operation], RebootOption: [rebootOption] },
    Comment,
    TimeoutSeconds: DELIVERY_TIMEOUT_SECONDS,
  });
  return { instanceId, commandId: Command?.CommandId, operation, sends: sends + 1 };
};

/** The command with this comment, by which each one that is sent can be told from the others. */
async function sentAs(comment: string, InstanceId: string): Promise<string | undefined> {
  const { Commands = [] } = await (await ssm()).listCommands({
    InstanceId,
    Filters: [{ key: 'DocumentName', value: DOCUMENT }],
  });
  return Commands.find(({ Comment }) => Comment === comment)?.CommandId;
}
