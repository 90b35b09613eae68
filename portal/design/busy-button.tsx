interface BusyButtonProps {
  readonly busy: boolean;
  /** What it says meanwhile. */
  readonly busyText: string;
  readonly children: string;
  readonly className?: string;
  readonly type?: 'button' | 'submit';
  onPress?(): void;
}

/** A button whose work takes a while: it says so, keeps the focus, and takes no second press until then. */
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
