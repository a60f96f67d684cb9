import { useEffect, useState } from 'react';

/** Where there is little width, a row has its bar below its name. Source: `run.css`. */
const narrow = '(max-width: 760px)';
const heights = { narrow: 62, wide: 32 };

/** The height of a row of the timeline, in pixels. */
export function useRowHeight(): number {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const media = matchMedia(narrow);
    const tell = () => setNarrow(media.matches);
    media.addEventListener('change', tell);
    return () => media.removeEventListener('change', tell);
  }, []);
  return isNarrow ? heights.narrow : heights.wide;
}
