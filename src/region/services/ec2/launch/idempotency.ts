import type { Database } from '../../../store/database.ts';
import { idempotentMismatch, idempotentTerminated } from '../errors.ts';
import { findReservation, type Instance, instancesOf } from '../rows.ts';

/** The request as it is compared with another one of the same token, a dry run or not. */
export function fingerprint({ DryRun: _, ...request }: { DryRun?: boolean | undefined }): string {
  return JSON.stringify(request);
}

/**
 * The instances that a request with this ClientToken has launched (Ensuring idempotency in Amazon EC2 API requests).
 * @throws IdempotentParameterMismatch, IdempotentInstanceTerminated
 */
export function launchedBefore(
  db: Database,
  request: { ClientToken?: string | undefined; DryRun?: boolean | undefined },
): readonly Instance[] | undefined {
  const reservation = request.ClientToken ? findReservation(db, request.ClientToken) : undefined;
  if (!reservation) return undefined;
  if (reservation.request !== fingerprint(request)) throw idempotentMismatch();
  const instances = instancesOf(db, reservation.id);
  if (instances.some(({ state }) => state === 'terminated')) throw idempotentTerminated();
  return instances;
}
