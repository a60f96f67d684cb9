/** The wire errors of Resource Groups (API Reference, "Common error types" of each operation). */
import { WireError } from '../../errors.ts';

export const badRequest = (message: string): WireError => new WireError('BadRequestException', message);

export const groupNotFound = (name: string): WireError =>
  new WireError('NotFoundException', `Cannot find group: ${name}`, { status: 404 });
