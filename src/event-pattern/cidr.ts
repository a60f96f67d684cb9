import { InvalidPattern } from './invalid.ts';

/** An IP address as one number, and how many bits it has. */
type Address = { bits: 32 | 128; value: bigint };

/**
 * Whether a text is an IP address, of version 4 or 6, within a block.
 * @param block e.g. `10.0.0.0/24`, `2001:db8::/32`
 * @throws InvalidPattern
 */
export function withinBlock(block: string): (text: string) => boolean {
  const [prefix = '', length, ...more] = block.split('/');
  if (length === undefined || more.length > 0) throw new InvalidPattern("Malformed CIDR, one '/' required");
  const network = addressOf(prefix);
  if (!network) throw new InvalidPattern(`Malformed CIDR, malformed IP address ${prefix}`);
  const mask = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!(mask <= network.bits)) throw new InvalidPattern('Malformed CIDR, mask bits must be an integer');
  const networkOf = ({ bits, value }: Address): bigint => value >> BigInt(bits - mask);
  return (text) => {
    const address = addressOf(text);
    return address?.bits === network.bits && networkOf(address) === networkOf(network);
  };
}

function addressOf(text: string): Address | undefined {
  return text.includes(':') ? version6(text) : version4(text);
}

function version4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

function version6(text: string): Address | undefined {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const groupsOf = (half: string) => (half === '' ? [] : half.split(':'));
  const [before, after] = [groupsOf(left), groupsOf(right ?? '')];
  const missing = 8 - before.length - after.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
