import { operation } from '../../../service.ts';
import { constraintViolated } from '../errors.ts';
import { groupNamed, onStream } from '../names.ts';
import { schedulePruning } from '../retention.ts';
import { groups } from '../rows.ts';

/** Days. Source: CloudWatch Logs API Reference, "PutRetentionPolicy". */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const PutRetentionPolicy = operation<'logs', 'PutRetentionPolicy'>({
  accepts: ['logGroupName', 'retentionInDays'],
  authorize: (input, context) => [onStream(context, 'PutRetentionPolicy', input.logGroupName)],
  run(input, context) {
    if (!retentions.includes(input.retentionInDays))
      throw constraintViolated(
        input.retentionInDays,
        'retentionInDays',
        `Member must satisfy enum value set: [${retentions.join(', ')}]`,
      );
    const { name } = groupNamed(context, input.logGroupName);
    groups.setRetention(context.db, name, input.retentionInDays);
    schedulePruning(context, name);
    return {};
  },
});
