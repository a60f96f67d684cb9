/** What IAM refuses is missing on a page, by name; the rest of the page is there. */

/** Something that could not be looked at. */
export interface Gap {
  /** for people, such as "patch states" */
  readonly what: string;
  /** the service's own words */
  readonly why: string;
}

/** How the services name a refusal. Source: the "Common errors" of their API References. */
const refusals = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationErrorException'];

/** @throws any error but a refusal, which becomes a gap with `otherwise` in its place */
export async function unlessRefused<Answer>(
  gaps: Gap[],
  what: string,
  answer: Promise<Answer>,
  otherwise: Answer,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const { name, message } = error as Error;
    if (!refusals.includes(name)) throw error;
    gaps.push({ what, why: message });
    return otherwise;
  }
}
