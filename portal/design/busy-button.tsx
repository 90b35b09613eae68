import { Button, type ButtonProps, ProgressBar } from 'react-aria-components';

interface BusyButtonProps extends ButtonProps {
  readonly busy: boolean;
  /** What it says meanwhile. */
  readonly busyText: string;
  readonly children: string;
}

/** A button whose work takes a while: it says so, and takes no second press until then. */
export function BusyButton({ busy, busyText, children, ...button }: BusyButtonProps) {
  return (
    <Button {...button} isPending={busy}>
      {busy ? (
        <>
          <ProgressBar className="hidden" aria-label={busyText} isIndeterminate />
          {busyText}
        </>
      ) : (
        children
      )}
    </Button>
  );
}
