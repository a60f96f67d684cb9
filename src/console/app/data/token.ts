/**
 * The console's token: it comes with the address that the console was started with, behind the #, is kept for this origin (name
 * and port), and is taken out of the address, so that nobody copies it along.
 */
const key = 'wakepatch:token';

export function takeToken(): void {
  const [, given] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (!given) return;
  localStorage.setItem(key, given);
  history.replaceState(null, '', location.pathname + location.search);
}

export function authorization(): { authorization: string } {
  return { authorization: `Bearer ${localStorage.getItem(key) ?? ''}` };
}
