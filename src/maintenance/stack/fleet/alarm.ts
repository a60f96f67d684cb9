// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { leftAwake } from '../../rules/alarm.ts';
import { call, insist } from './states.ts';

// In JSONata, put into the words of the alarm.
const { subject, text } = leftAwake('" & $i.instanceId & "', '" & $g.Error & ": " & $g.Cause & "');

/** That nobody could be told of it is added to what keeps the instance awake. */
const goOn = (next: string) => ({
  Retry: insist(),
  Catch: [
    {
      ErrorEquals: ['States.ALL'],
      Assign: { g: '{% $merge([$g, { "Cause": $g.Cause & " No alarm: " & $states.errorOutput.Cause }]) %}' },
      Next: next,
    },
  ],
  Next: next,
});

/**
 * The states that tell at once of an instance which is left awake, before anything else is written: on the topic, and on
 * the event bus. They end in `next`, whether anybody could be told or not.
 */
export const raiseAlarm = (next: string) => ({
  'Raise Alarm': call(
    'sns:publish',
    { TopicArn: '${AlarmTopic}', Subject: `{% "${subject}" %}`, Message: `{% "${text}" %}` },
    '{}',
    goOn('Put LeftAwake Event'),
  ),
  'Put LeftAwake Event': call(
    'events:putEvents',
    {
      Entries: [
        {
          Source: 'wakepatch',
          DetailType: 'LeftAwake',
          Detail: { instanceId: '{% $i.instanceId %}', because: '{% $g.Error & ": " & $g.Cause %}' },
        },
      ],
    },
    '{}',
    goOn(next),
  ),
});
