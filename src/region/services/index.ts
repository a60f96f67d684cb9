import type { Service } from '../service.ts';
import { service as cloudformation } from './cloudformation/index.ts';
import { service as ec2 } from './ec2/index.ts';
import { service as events } from './events/index.ts';
import { service as iam } from './iam/index.ts';
import { service as lambda } from './lambda/index.ts';
import { service as logs } from './logs/index.ts';
import { service as resourceGroups } from './resource-groups/index.ts';
import { service as s3 } from './s3/index.ts';
import { service as sns } from './sns/index.ts';
import { service as ssm } from './ssm/index.ts';
import { service as states } from './states/index.ts';
import { service as sts } from './sts/index.ts';

/** The services of a Region, in the order in which they are opened. */
export const services: readonly Service[] = [
  iam,
  sts,
  ec2,
  ssm,
  logs,
  lambda,
  s3,
  states,
  sns,
  events,
  cloudformation,
  resourceGroups,
];
