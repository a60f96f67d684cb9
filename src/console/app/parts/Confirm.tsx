import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Trouble } from '../data/api.ts';
import { TroubleNote } from './TroubleNote.tsx';

export interface ConfirmProps {
  readonly title: string;
  /** what the order does, and to which machines */
  readonly children: ReactNode;
  /** the verb on the button, such as "Disable the window" */
  readonly verb: string;
  readonly busy?: boolean;
  readonly trouble?: Trouble;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something is woken, stopped or changed. Escape and the button beside mean no. */
export function Confirm({ title, children, verb, busy = false, trouble, onConfirm, onClose }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <TroubleNote trouble={trouble} />
      <div className="dialog-buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button type="button" className="primary" disabled={busy} onClick={onConfirm}>
          {busy ? 'Under way …' : verb}
        </button>
      </div>
    </dialog>
  );
}
