/** An alarm in words. */
export interface Alarm {
  readonly subject: string;
  readonly text: string;
}

/** That something which wakepatch woke is still on: the one thing that must not be. */
export function leftAwake(instanceId: string, because: string): Alarm {
  return {
    subject: `LeftAwake: ${instanceId}`,
    text: `${instanceId} was woken by wakepatch and is not stopped: ${because}`,
  };
}
