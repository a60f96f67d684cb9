import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { type FilterTable, filterOf } from '../filters.ts';
import { allInstanceTypes, checkInstanceType } from '../instanceTypes.ts';

const filters: FilterTable<InstanceTypeInfo> = {
  'burstable-performance-supported': ({ BurstablePerformanceSupported }) => [String(BurstablePerformanceSupported)],
  'current-generation': ({ CurrentGeneration }) => [String(CurrentGeneration)],
  hypervisor: ({ Hypervisor }) => [Hypervisor],
  'instance-type': ({ InstanceType }) => [InstanceType],
  'memory-info.size-in-mib': ({ MemoryInfo }) => [String(MemoryInfo?.SizeInMiB)],
  'processor-info.supported-architecture': ({ ProcessorInfo }) => ProcessorInfo?.SupportedArchitectures ?? [],
  'vcpu-info.default-vcpus': ({ VCpuInfo }) => [String(VCpuInfo?.DefaultVCpus)],
};

/** The instance types that one can launch here. */
export const DescribeInstanceTypes = operation<'ec2', 'DescribeInstanceTypes'>({
  accepts: ['InstanceTypes', 'Filters', 'DryRun'],
  run({ InstanceTypes, Filters }) {
    for (const name of InstanceTypes ?? []) checkInstanceType(name);
    const types = allInstanceTypes().filter(
      (type) => !InstanceTypes?.length || InstanceTypes.includes(type.InstanceType!),
    );
    return { InstanceTypes: types.filter(filterOf('DescribeInstanceTypes', Filters, filters)) };
  },
});
