/**
 * The instance types that the Region offers: x86_64 types that launch from EBS. What runs is a machine of the driver's
 * own size; the type is what a stack says it wants on AWS.
 */
import { _InstanceType, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { notSupported } from '../../errors.ts';
import { invalidValue } from './errors.ts';

const burstable = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
} as const;

/** The sizes of the families below, in vCPUs. */
const sizes = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32, '16xlarge': 64 } as const;

/** GiB of memory for each vCPU (Amazon EC2 Instance Types guide). */
const families = { c6i: 2, c7i: 2, m5: 4, m6i: 4, m7i: 4, r5: 8, r6i: 8 } as const;

/** Name -> vCPUs and GiB of memory */
const offered: ReadonlyMap<string, readonly [vcpus: number, memory: number]> = new Map([
  ...['t3', 't3a'].flatMap((family) =>
    Object.entries(burstable).map(([size, spec]) => [`${family}.${size}`, spec] as const),
  ),
  ...Object.entries(families).flatMap(([family, memory]) =>
    Object.entries(sizes).map(([size, vcpus]) => [`${family}.${size}`, [vcpus, vcpus * memory]] as const),
  ),
]);

/** @throws InvalidParameterValue for what is no type on AWS, NotImplemented for one that the Region does not offer */
export function checkInstanceType(name: string): void {
  if (!(Object.values(_InstanceType) as string[]).includes(name))
    throw invalidValue(`Invalid value '${name}' for InstanceType.`);
  if (!offered.has(name)) throw notSupported(`the instance type ${name} (it offers ${[...offered.keys()].join(', ')})`);
}

/** In the order of the table. */
export function allInstanceTypes(): InstanceTypeInfo[] {
  return [...offered].map(([name, [vcpus, memory]]) => ({
    InstanceType: name as _InstanceType,
    CurrentGeneration: true,
    BareMetal: false,
    BurstablePerformanceSupported: name.startsWith('t'),
    Hypervisor: 'nitro',
    InstanceStorageSupported: false,
    MemoryInfo: { SizeInMiB: memory * 1024 },
    ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
    SupportedRootDeviceTypes: ['ebs'],
    SupportedUsageClasses: ['on-demand'],
    SupportedVirtualizationTypes: ['hvm'],
    VCpuInfo: { DefaultVCpus: vcpus },
  }));
}
