import { childrenOf, mapRun as readMapRun } from '../../operator/executions/map-runs.ts';
import type { View } from '../view.ts';

/** Times are ISO 8601. */
export interface MapRunChild {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly began: string;
  readonly ended?: string;
}

export interface MapRunAnswer {
  /** those that failed first, then those that run */
  readonly children: readonly MapRunChild[];
  readonly isCut: boolean;
}

const most = 100;

/** The executions that a Map Run started. */
export const mapRun: View<{ arn: string }, MapRunAnswer> = {
  params: ['arn'],
  async read({ clients }, { arn }) {
    const { children, isCut } = await childrenOf(clients, await readMapRun(clients, arn), most);
    return {
      isCut,
      children: children.map(({ executionArn = '', name = '', status = '', startDate, stopDate }) => ({
        arn: executionArn,
        name,
        status,
        began: startDate?.toISOString() ?? '',
        ended: stopDate?.toISOString(),
      })),
    };
  },
};
