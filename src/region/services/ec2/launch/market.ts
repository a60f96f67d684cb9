import type { InstanceMarketOptionsRequest } from '@aws-sdk/client-ec2';
import { notSupported } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import type { Spot } from '../rows.ts';

/**
 * The Spot request that an instance comes from, if it is to be a Spot Instance. None is ever interrupted here.
 * @throws NotImplemented for another market
 */
export function spotRequest(context: Context, market: InstanceMarketOptionsRequest | undefined): Spot | undefined {
  if (market?.MarketType === undefined) return undefined;
  if (market.MarketType !== 'spot') throw notSupported(`InstanceMarketOptions.MarketType ${market.MarketType}`);
  const { SpotInstanceType = 'one-time' } = market.SpotOptions ?? {};
  return { requestId: `sir-${context.hex(8)}`, persistent: SpotInstanceType === 'persistent' };
}
