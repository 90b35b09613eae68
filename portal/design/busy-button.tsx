interface BusyButtonProps {
  readonly busy: boolean;
  /** The label while the work runs. */
  readonly busyText: string;
  readonly children: string;
  readonly className?: string;
  readonly type?: 'button' | 'submit';
  onPress?(): void;
}

/** A button for slow work. While busy, it shows another label, keeps the focus and ignores further presses. */
export function BusyButton({ busy, busyText, children, className, type = 'button', onPress }: BusyButtonProps) {
  return (
    <button
      type={type}
      className={className}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {busy ? busyText : children}
    </button>
  );
}
