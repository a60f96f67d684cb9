import type { Protocol } from '../protocol.ts';
import { ec2Query, query } from './query.ts';
import { restJson } from './rest-json.ts';
import { restXml } from './rest-xml.ts';
import { rpcJson } from './rpc-json.ts';

/** Smithy's shape id of the protocol -> the protocol. */
export const protocols: Readonly<Record<string, Protocol>> = {
  'aws.protocols#awsJson1_0': rpcJson('1.0'),
  'aws.protocols#awsJson1_1': rpcJson('1.1'),
  'aws.protocols#awsQuery': query,
  'aws.protocols#ec2Query': ec2Query,
  'aws.protocols#restJson1': restJson,
  'aws.protocols#restXml': restXml,
};
