import { validationException } from '../errors.ts';

/**
 * What the Update operations make of what there was: members that are not given stay or, with Replace, are cleared; then those
 * that registering requires are required again.
 * @throws WireError ValidationException
 */
export function merge<Details extends object>(
  before: Details,
  given: { readonly [Member in keyof Details]?: unknown },
  { replace, required }: { replace: boolean | undefined; required: readonly (keyof Details & string)[] },
): Details {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (!replace) return { ...before, ...present };
  const missing = required.find((member) => !(member in present));
  if (missing) throw validationException(`${missing} is required when Replace is true.`);
  return present as Details;
}
