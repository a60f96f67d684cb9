/** The time zone in which a person wants to see the calendar. Remembered for this origin. */
import { useState } from 'react';

const key = 'wakepatch:zone';
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const zones = Intl.supportedValuesOf('timeZone');

/** @param standard the zone of whoever never chose one */
export function useZone(standard: string): [string, (zone: string) => void] {
  const [zone, setZone] = useState(() => localStorage.getItem(key) ?? standard);
  return [
    zone,
    (chosen) => {
      localStorage.setItem(key, chosen);
      setZone(chosen);
    },
  ];
}
