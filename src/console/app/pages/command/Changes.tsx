import type { PackageChange } from '../../../../maintenance/rules/machine-check.ts';
import { ChangeList } from '../../parts/ChangeList.tsx';

/** Packages with their old and new versions. */
export function Changes({ changes, isOver }: { changes: readonly PackageChange[]; isOver: boolean }) {
  return (
    <>
      <h3>Packages changed ({changes.length})</h3>
      {changes.length === 0 ? (
        <p className="muted">
          {isOver ? 'The output tells of no package that was changed.' : 'The output tells of no package yet.'}
        </p>
      ) : (
        <ChangeList changes={changes} />
      )}
    </>
  );
}
