import type { EventBus } from '@aws-sdk/client-eventbridge';
import type { Context } from '../../service.ts';
import { constraintViolated } from './errors.ts';
import { busArn } from './names.ts';
import { buses } from './rows.ts';

/** A bus as the API answers it. When the default one was made nobody knows. */
export function describeBus(context: Context, name: string): EventBus {
  const row = buses.find(context.db, name);
  return {
    Name: name,
    Arn: busArn(context, name),
    Description: row?.description ?? undefined,
    CreationTime: row && new Date(row.created),
    LastModifiedTime: row && new Date(row.modified),
  };
}

/** @throws WireError ValidationException for more than 512 characters */
export function checkDescription(description = ''): void {
  if (description.length > 512)
    throw constraintViolated(description, 'description', 'Member must have length less than or equal to 512');
}
