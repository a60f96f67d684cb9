import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where a table stands on its page, in pixels. */
export interface Geometry {
  readonly width: number;
  /** of the rows' beginning, from that of the page */
  readonly top: number;
  /** of what stands at the top of the window, below which the head of the table stays */
  readonly sticky: number;
}

/** Follows what stands above the table: it moves when that grows. */
export function useGeometry(rows: RefObject<HTMLElement | null>): Geometry {
  const [geometry, set] = useState<Geometry>({ width: 1200, top: 0, sticky: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = rows.current?.getBoundingClientRect();
      if (!box) return;
      const now = {
        width: box.width,
        top: Math.round(box.top + window.scrollY),
        sticky: document.querySelector<HTMLElement>('header.shell')?.offsetHeight ?? 0,
      };
      set((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (rows.current) observer.observe(rows.current);
    return () => observer.disconnect();
  }, [rows]);
  return geometry;
}
