const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds since epoch of a timestamp in the profile that the language asks for: RFC 3339 with an uppercase T
 * between date and time and an uppercase Z where there is no numeric offset.
 * @returns undefined for any other text
 */
export function parseTimestamp(text: string): number | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const date = new Date(utc);
  // Date.UTC carries over: the 13th month would be next year's first.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[8]!;
  if (zone === 'Z') return utc;
  const [hours, minutes] = zone.slice(1).split(':').map(Number) as [number, number];
  return utc - (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
