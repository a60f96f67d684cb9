import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type InstanceEvent, instanceIdOf } from './event.ts';

const ssm = new SSMClient({});

/** The parameters of AWS-RunPatchBaseline. Source: "SSM Command document for patching: AWS-RunPatchBaseline". */
interface Event extends InstanceEvent {
  operation: 'Scan' | 'Install';
  rebootOption: 'RebootIfNeeded' | 'NoReboot';
}

// A command that the agent has not taken by then ends as `Delivery Timed Out`, instead of staying pending for an hour.
const DELIVERY_TIMEOUT_SECONDS = 600;

/**
 * InstancePatcher: sends AWS-RunPatchBaseline, which patches by the baseline of the instance's patch group, or else by the
 * default one. Answers with the `commandId`. Throws what SendCommand throws: `InvalidInstanceId` until the agent has
 * reported.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const { Command } = await ssm.send(
    new SendCommandCommand({
      DocumentName: 'AWS-RunPatchBaseline',
      InstanceIds: [instanceId],
      Parameters: { Operation: [event.operation], RebootOption: [event.rebootOption] },
      TimeoutSeconds: DELIVERY_TIMEOUT_SECONDS,
    }),
  );
  return { instanceId, commandId: Command?.CommandId, operation: event.operation };
};
