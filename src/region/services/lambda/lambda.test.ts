import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as logs } from '../logs/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as lambda } from './index.ts';
