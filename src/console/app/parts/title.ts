import { useEffect } from 'react';

/** Names the page in the browser's tab and history. */
export function useTitle(...parts: string[]): void {
  const title = [...parts, 'wakepatch'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
