import type { Gap } from '../../../../operator/gaps.ts';

/** What could not be looked at. The rest of the page is there. */
export function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  return gaps.map(({ what, why }) => (
    <p key={what} className="gap">
      <strong>Not looked at: {what}.</strong> {why}
    </p>
  ));
}
