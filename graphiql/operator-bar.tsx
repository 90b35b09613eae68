import { type FormEvent, useEffect, useRef, useState } from 'react';
import { findOperator, type Operator, type Viewer } from './graph';

const STATES: Record<string, string> = {
  DISABLED: 'account disabled',
  UNLICENSED: 'no Intune licence',
};

interface OperatorBarProps {
  token: string;
  viewer: Viewer;
  /** The operator whose rights requests run under; null for the viewer's own. */
  simulated: Operator | null;
  onSimulate(operator: Operator | null): void;
  onSignOut(): void;
}

export function OperatorBar({ token, viewer, simulated, onSimulate, onSignOut }: OperatorBarProps) {
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
      {simulated === null ? (
        <SimulationForm token={token} onSimulate={onSimulate} />
      ) : (
        <p className="simulated" role="status">
          Seeing what <strong>{simulated.name}</strong> sees.{' '}
          {simulated.withheldPermissions.length === 0 ? null : (
            <span className="lacks">
              Not shown: {simulated.withheldPermissions.join(', ')}, which you do not hold over all users and all
              devices.
            </span>
          )}{' '}
          <button type="button" onClick={() => onSimulate(null)}>
            Stop
          </button>
        </p>
      )}
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </section>
  );
}

interface SimulationFormProps {
  token: string;
  onSimulate(operator: Operator): void;
}

/** Sends requests under another operator's rights (X-Simulate-Operator), for who may; each is audited. */
function SimulationForm({ token, onSimulate }: SimulationFormProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    setBusy(true);
    const found = await findOperator(token, name.trim());
    setBusy(false);
    if ('operator' in found) onSimulate(found.operator);
    else setProblem(found.problem);
  }

  return (
    <form className="simulate" onSubmit={submit}>
      <label>
        See as{' '}
        <input
          value={name}
          placeholder="operator@contoso.example"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
        />
      </label>
      <button type="submit" disabled={busy}>
        {busy ? 'Looking…' : 'Simulate'}
      </button>
      {problem === null ? null : (
        <span role="alert" className="lacks">
          {problem}
        </span>
      )}
    </form>
  );
}
