const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The name that a resource gets whose template gives it none: `<stack>-<logical id>-<12 letters and digits>`. The first two are
 * shortened to fit. Source: AWS CloudFormation User Guide, "Name type".
 * @param hex 24 hexadecimal digits of chance
 */
export function physicalName(stack: string, logicalId: string, limit: number, hex: string): string {
  const chance = Array.from(Buffer.from(hex, 'hex'), (byte) => alphabet[byte % alphabet.length]).join('');
  const room = limit - chance.length - 2;
  const forLogicalId = Math.max(Math.floor(room / 2), room - stack.length);
  const shortId = logicalId.slice(0, forLogicalId);
  return `${stack.slice(0, room - shortId.length)}-${shortId}-${chance}`;
}
