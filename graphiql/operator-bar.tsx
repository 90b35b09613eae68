import { useEffect, useRef } from 'react';
import type { Viewer } from './graph';

const STATES: Record<string, string> = {
  DISABLED: 'account disabled',
  UNLICENSED: 'no Intune licence',
};

interface OperatorBarProps {
  viewer: Viewer;
  onSignOut(): void;
}

export function OperatorBar({ viewer, onSignOut }: OperatorBarProps) {
  const bar = useRef<HTMLElement>(null);

  // The sign-in box, and the focus with it, has just gone.
  useEffect(() => bar.current?.focus(), []);

  const name = viewer.displayName ?? viewer.userPrincipalName;
  return (
    <section className="bar" ref={bar} tabIndex={-1} aria-label={`Signed in as ${name}`}>
      <p className="who">
        <strong>{name}</strong> {viewer.displayName === null ? null : <span>{viewer.userPrincipalName}</span>}
      </p>
      {viewer.state === 'ACTIVE' ? null : <p className="lacks">{STATES[viewer.state] ?? viewer.state}</p>}
      {viewer.missingPermissions.length === 0 ? null : (
        <p className="lacks">Missing to troubleshoot: {viewer.missingPermissions.join(', ')}</p>
      )}
      {/* A box for X-Simulate-Operator has its place here; graph.ts sends what it holds. */}
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </section>
  );
}
