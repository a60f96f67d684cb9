/**
 * The cyclic redundancy checks which S3 knows besides CRC-32, all reflected. Source: "Checking object integrity in Amazon S3".
 * A register is kept as two halves of 32 bits: JavaScript's bit operators take no more.
 */

interface Table {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** @param high,low the reflected polynomial */
function tableOf(high: number, low: number): Table {
  const table = { low: new Uint32Array(256), high: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let [h, l] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) [h, l] = [h ^ high, l ^ low];
    }
    table.high[byte] = h;
    table.low[byte] = l;
  }
  return table;
}

function register(table: Table, data: Uint8Array): [high: number, low: number] {
  const { low, high } = table;
  let [h, l] = [-1, -1];
  for (const byte of data) {
    const index = (l ^ byte) & 0xff;
    l = ((l >>> 8) | (h << 24)) ^ low[index]!;
    h = (h >>> 8) ^ high[index]!;
  }
  return [~h >>> 0, ~l >>> 0];
}

const nvme = tableOf(0x9a6c9329, 0xac4bc9b5);

/** @returns eight bytes, the most significant first */
export function crc64Nvme(data: Uint8Array): Buffer {
  const [high, low] = register(nvme, data);
  const sum = Buffer.alloc(8);
  sum.writeUInt32BE(high, 0);
  sum.writeUInt32BE(low, 4);
  return sum;
}

const castagnoli = tableOf(0, 0x82f63b78);

/** CRC-32C. @returns four bytes, the most significant first */
export function crc32c(data: Uint8Array): Buffer {
  let sum = -1;
  for (const byte of data) sum = (sum >>> 8) ^ castagnoli.low[(sum ^ byte) & 0xff]!;
  return bytesOf(~sum >>> 0);
}

/** A 32-bit sum as S3 writes it. */
export function bytesOf(sum: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum);
  return bytes;
}
