import { countOrZero, limits, patching, rates, targets, window } from '../common-parameters.ts';
import type { NameIn, Parameter } from '../parameters.ts';

const document = (when: string) => ({
  label: `Document ${when} patching`,
  description: `A command document that is run ${when} patching, such as one of your own. Empty: none.`,
  allowedPattern: '^(|[A-Za-z0-9_.-]{3,128})$',
  constraintDescription: 'must be the name of a document, or empty',
  default: '',
});

const keyArn = 'arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,64}';

export const fleetParameters = {
  'Which instances': {
    ...targets,
    TargetResourceGroup: {
      label: 'Resource group',
      description:
        'Of the instances with the tag, only the members of this resource group. IAM cannot limit rights to a group, ' +
        'so the tag is needed as well.',
      allowedPattern: '^[A-Za-z0-9_.-]{0,300}$',
      constraintDescription: 'must be the name of a resource group, or empty',
      default: '',
    },
    ExcludeTagKey: {
      label: 'Exclusion tag',
      description: 'Instances with this tag, whatever its value, are passed over.',
      allowedPattern: '^[A-Za-z0-9 _.:/=+@-]{0,128}$',
      constraintDescription: 'must be a tag key: letters, digits, spaces and _ . : / = + - @',
      default: 'wakepatch:exclude',
    },
    VolumeKeyArns: {
      label: 'Keys of encrypted volumes',
      description:
        "KMS keys of your own by which the instances' volumes are encrypted: ARNs, separated by commas. To start an " +
        'instance takes the right to let EC2 use them. The keys that AWS manages need no mention.',
      allowedPattern: `^(|${keyArn}(,${keyArn}){0,9})$`,
      constraintDescription: 'must be up to 10 ARNs of keys, separated by commas without spaces',
      default: '',
    },
    AfterPatching: {
      label: 'State after patching',
      description:
        'RestoreFoundState stops what was found stopped and leaves running what was found running. AlwaysStop stops all.',
      allowedValues: ['RestoreFoundState', 'AlwaysStop'],
      default: 'RestoreFoundState',
    },
  },
  'Maintenance window': {
    ...window,
    WindowTask: {
      label: 'Task of the window',
      description:
        'PatchFleet: one run finds the instances, puts them in order and patches them in waves. PatchInstance: one ' +
        'execution for each target of the window.',
      allowedValues: ['PatchFleet', 'PatchInstance'],
      default: 'PatchFleet',
    },
  },
  'Order and rate': {
    Canaries: {
      label: 'Canaries',
      description: 'How many instances go first, a number or a percentage. If one of them fails, the run ends there.',
      allowedPattern: countOrZero.source,
      constraintDescription: 'must be a number such as 1 or a percentage such as 5%',
      default: '1',
    },
    ...rates,
    StaleDays: {
      label: 'Staleness objective (days)',
      description: 'No instance should be longer than this without a verified patch. Those that are, the report names.',
      type: 'Number',
      minValue: 1,
      maxValue: 3650,
      default: 35,
    },
  },
  Patching: {
    ...patching,
    RequiredSeverity: {
      label: 'Severity that counts',
      description:
        'An instance is not compliant while it lacks approved patches: Any, Security ones, or Critical ones.',
      allowedValues: ['Any', 'Security', 'Critical'],
      default: 'Any',
    },
    PreDocument: document('before'),
    PostDocument: document('after'),
    SnapshotsToKeep: {
      label: 'Snapshots to keep',
      description:
        'One snapshot of the root volume is taken before each patching. How many are kept; 0: none is taken.',
      type: 'Number',
      minValue: 0,
      maxValue: 100,
      default: 0,
    },
    BootAgain: {
      label: 'Second boot?',
      description: 'true boots the instance once more after patching, and demands that it comes back.',
      allowedValues: ['true', 'false'],
      default: 'false',
    },
  },
  'Time and logs': {
    ExpectedMinutes: {
      label: 'Expected minutes',
      description:
        'How long an instance takes that was never measured. What cannot be finished in the window is not woken.',
      type: 'Number',
      minValue: 1,
      maxValue: 1440,
      default: 30,
    },
    ...limits,
    LockSeconds: {
      label: 'Limit for the package lock (seconds)',
      description: 'How long others may hold the lock of the package manager.',
      type: 'Number',
      minValue: 0,
      maxValue: 7200,
      default: 900,
    },
    SweepMinutes: {
      label: 'Minutes between sweeps',
      description: 'How often expired leases are looked for.',
      type: 'Number',
      minValue: 2,
      maxValue: 1440,
      default: 15,
    },
    AlarmAddress: {
      label: 'E-mail address',
      description: 'Hears of each run, and at once of what was left awake. Empty: nobody.',
      allowedPattern: '^(|[^@ ]+@[^@ ]+)$',
      constraintDescription: 'must be an e-mail address, or empty',
      default: '',
    },
  },
} satisfies Record<string, Record<string, Parameter>>;

export type ParameterName = NameIn<typeof fleetParameters>;
