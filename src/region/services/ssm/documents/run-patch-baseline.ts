import { runPatchBaseline } from '../patching/run-patch-baseline.ts';
import { type Document, type Step, sourceOf } from './document.ts';

/** Seconds that each step of AWS-RunPatchBaseline may take. */
const stepTimeout = 7200;

const steps: Step[] = [
  { name: 'PatchWindows', action: 'aws:runPowerShellScript', platform: 'Windows' },
  { name: 'PatchLinux', action: 'aws:runShellScript', platform: 'Linux', run: runPatchBaseline },
  { name: 'PatchMacOS', action: 'aws:runShellScript', platform: 'MacOS' },
];

const described = {
  schemaVersion: '2.2',
  description: 'Scans for or installs patches from a patch baseline to a Linux or Windows operating system.',
  parameters: {
    Operation: {
      type: 'String',
      description:
        '(Required) The update or configuration to perform on the instance. The system checks if patches specified in the patch baseline are installed on the instance. The install operation installs patches missing from the baseline.',
      allowedValues: ['Scan', 'Install'],
    },
    AssociationId: {
      type: 'String',
      description: '(Optional) If you are triggering an association, specify the ID of the association.',
      default: '',
    },
    SnapshotId: {
      type: 'String',
      description: '(Optional) The snapshot ID to use to retrieve a patch baseline snapshot.',
      allowedPattern: '(^$)|^[a-z0-9]{8}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{12}$',
      default: '',
    },
    InstallOverrideList: {
      type: 'String',
      description: '(Optional) An https URL or an Amazon S3 path-style URL to the list of patches to be installed.',
      default: '',
    },
    BaselineOverride: {
      type: 'String',
      description:
        '(Optional) An https URL or an Amazon S3 path-style URL to a file that contains one or more patch baselines.',
      default: '',
    },
    RebootOption: {
      type: 'String',
      description:
        '(Optional) Reboot behavior after a patch Install operation. If you choose NoReboot and patches are installed, the instance is marked as non-compliant until a subsequent reboot and scan.',
      allowedValues: ['RebootIfNeeded', 'NoReboot'],
      default: 'RebootIfNeeded',
    },
  },
} as const;

/** AWS-RunPatchBaseline (User Guide, "SSM Command document for patching: AWS-RunPatchBaseline"). */
export const runPatchBaselineDocument: Document = {
  ...described,
  name: 'AWS-RunPatchBaseline',
  documentVersion: '1',
  platformTypes: ['Windows', 'Linux', 'MacOS'],
  unsupported: ['AssociationId', 'InstallOverrideList', 'BaselineOverride'],
  steps,
  source: sourceOf(described, {
    mainSteps: steps.map(({ name, action, platform }) => ({
      precondition: { StringEquals: ['platformType', platform] },
      action,
      name,
      inputs: {
        timeoutSeconds: stepTimeout,
        runCommand: [
          platform === 'Linux'
            ? '# Patch Manager of the Region: apt-get update, the baseline, apt-get install, a reboot if one is due, a scan'
            : `# The Region has no ${platform} machines`,
        ],
      },
    })),
  }),
  executionTimeout: () => stepTimeout,
};
