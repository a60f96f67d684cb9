import type { InstanceMetadataOptionsRequest, InstanceMetadataOptionsResponse } from '@aws-sdk/client-ec2';
import { notSupported } from '../../../errors.ts';

/**
 * Machines of the Region have no instance metadata service: their endpoint is disabled. So what asks for less than that
 * holds (no request is answered without a token, as `HttpTokens: required` wants it), and what asks for more is refused.
 */
export const metadataOptions: InstanceMetadataOptionsResponse = {
  State: 'applied',
  HttpEndpoint: 'disabled',
  HttpTokens: 'required',
  InstanceMetadataTags: 'disabled',
};

/** @throws NotImplemented */
export function checkMetadataOptions(wanted: InstanceMetadataOptionsRequest): void {
  for (const [name, value] of Object.entries(wanted))
    if (value !== metadataOptions[name as keyof InstanceMetadataOptionsResponse])
      throw notSupported(`MetadataOptions.${name} ${value}: its machines have no instance metadata service`);
}
