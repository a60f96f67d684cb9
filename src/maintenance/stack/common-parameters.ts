import type { Parameter } from './parameters.ts';

/** A number or a percentage, and the same with nothing allowed as well. */
export const count: RegExp = /^([1-9][0-9]*|[1-9][0-9]?%|100%)$/;
export const countOrZero: RegExp = /^(0|[1-9][0-9]*|[1-9]?[0-9]%|100%)$/;

/** Which instances. */
export const targets = {
  TargetTagKey: {
    label: 'Existing instances: tag key',
    description: 'Instances with this tag are patched. Give the value too.',
    allowedPattern: '^[A-Za-z0-9 _.:/=+@-]{0,128}$',
    constraintDescription: 'must be a tag key: letters, digits, spaces and _ . : / = + - @',
    default: '',
  },
  TargetTagValue: {
    label: 'Existing instances: tag value',
    description: 'The value that the tag must have.',
    allowedPattern: '^[A-Za-z0-9 _.:/=+@-]{0,256}$',
    constraintDescription: 'must be a tag value: letters, digits, spaces and _ . : / = + - @',
    default: '',
  },
  TargetInstanceIds: {
    label: 'Existing instances: ids',
    description:
      'Instead of a tag: ids of instances, separated by commas (Regions of the partition aws only; elsewhere use a tag).',
    allowedPattern: '^(|i-[0-9a-f]{8,17}(,i-[0-9a-f]{8,17}){0,49})$',
    constraintDescription:
      'must be up to 50 instance ids such as i-0123456789abcdef0, separated by commas without spaces',
    default: '',
  },
} satisfies Record<string, Parameter>;

/** The maintenance window. */
export const window = {
  WindowName: {
    label: 'Name',
    description: "Empty: the stack's name and -window.",
    allowedPattern: '^(|[A-Za-z0-9_.-]{3,128})$',
    constraintDescription: 'must be 3 to 128 letters, digits, and _ . -, or empty',
    default: '',
  },
  Schedule: {
    label: 'Schedule',
    description: 'When the window opens: rate(30 minutes), cron(0 2 ? * SUN *) or at(2030-01-31T02:00:00).',
    allowedPattern: '^(rate|cron|at)\\(.{1,240}\\)$',
    constraintDescription: 'must be a rate(), cron() or at() expression',
    default: 'rate(30 minutes)',
  },
  ScheduleTimezone: {
    label: 'Time zone',
    description: 'The time zone of the schedule, as the IANA names it, such as Europe/Berlin.',
    allowedPattern: '^[A-Za-z0-9_+/-]{1,64}$',
    constraintDescription: 'must be the name of a time zone such as UTC or Europe/Berlin',
    default: 'UTC',
  },
  Duration: {
    label: 'Duration (hours)',
    description: 'How long the window is open.',
    type: 'Number',
    minValue: 1,
    maxValue: 24,
    default: 2,
  },
  Cutoff: {
    label: 'Cutoff (hours)',
    description: "How long before the window's end nothing new is started. Less than the duration.",
    type: 'Number',
    minValue: 0,
    maxValue: 23,
    default: 1,
  },
  AllowUnassociatedTargets: {
    label: 'Allow unassociated targets?',
    description: 'Whether tasks may run on instances that are not registered as targets of the window.',
    allowedValues: ['true', 'false'],
    default: 'true',
  },
} satisfies Record<string, Parameter>;

/** How many at a time, and how many may fail. */
export const rates = {
  MaxConcurrency: {
    label: 'Concurrency',
    description: 'How many instances are worked on at a time: a number or a percentage.',
    allowedPattern: count.source,
    constraintDescription: 'must be a number such as 10 or a percentage such as 25%',
    default: '10',
  },
  MaxErrors: {
    label: 'Errors',
    description: 'After how many failures no further instance is begun: a number or a percentage. 100%: never.',
    allowedPattern: countOrZero.source,
    constraintDescription: 'must be a number such as 3 or a percentage such as 100%',
    default: '100%',
  },
} satisfies Record<string, Parameter>;

/** What AWS-RunPatchBaseline is told. */
export const patching = {
  PatchOperation: {
    label: 'Operation',
    description: "Install the patches that the instance's patch baseline approves, or only Scan for them.",
    allowedValues: ['Install', 'Scan'],
    default: 'Install',
  },
  RebootOption: {
    label: 'Reboot',
    description: 'Whether the instance is rebooted after an installation that needs it.',
    allowedValues: ['RebootIfNeeded', 'NoReboot'],
    default: 'RebootIfNeeded',
  },
} satisfies Record<string, Parameter>;

/** Times and logs. */
export const limits = {
  PollIntervalSeconds: {
    label: 'Polling interval (seconds)',
    description: 'How often at most to look whether a step is done; long waits are looked at less often.',
    type: 'Number',
    minValue: 1,
    maxValue: 300,
    default: 15,
  },
  StartLimitMinutes: {
    label: 'Limit for starting (minutes)',
    description: 'How long an instance may take to run and to be managed by Systems Manager.',
    type: 'Number',
    minValue: 1,
    maxValue: 120,
    default: 15,
  },
  PatchLimitMinutes: {
    label: 'Limit for patching (minutes)',
    description:
      'How long the patch command may take. It ends by itself after 120 minutes; a stop before may cut it off.',
    type: 'Number',
    minValue: 1,
    maxValue: 1440,
    default: 125,
  },
  StopLimitMinutes: {
    label: 'Limit for stopping (minutes)',
    description: 'How long an instance may take to stop.',
    type: 'Number',
    minValue: 1,
    maxValue: 120,
    default: 15,
  },
  LogRetentionDays: {
    label: 'Log retention (days)',
    description: 'How long the logs of the functions are kept.',
    type: 'Number',
    allowedValues: ['1', '3', '5', '7', '14', '30', '60', '90', '180', '365', '731', '1827', '3653'],
    default: 90,
  },
} satisfies Record<string, Parameter>;
