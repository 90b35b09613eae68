import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Access } from '../portal/sign-in/access';
import { findOperator, type Operator, type Viewer } from './graph';

const STATES: Record<string, string> = {
  DISABLED: 'Your account is disabled. Ask an administrator to enable it.',
  UNLICENSED: 'Your account has no Intune licence. Ask an administrator to assign one.',
};

interface OperatorBarProps {
  access: Access;
  viewer: Viewer;
  /** The simulated operator; null if requests run with the viewer's own rights. */
  simulated: Operator | null;
  onSimulate(operator: Operator | null): void;
  onSignOut(): void;
}

export function OperatorBar({ access, viewer, simulated, onSimulate, onSignOut }: OperatorBarProps) {
  const bar = useRef<HTMLElement>(null);

  // The form or the button with the focus has just disappeared.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a simulation that starts or stops replaces it too
  useEffect(() => bar.current?.focus(), [simulated]);

  const name = viewer.displayName ?? viewer.userPrincipalName;
  return (
    <section className="bar" ref={bar} tabIndex={-1} aria-label={`Signed in as ${name}`}>
      <p className="who">
        <strong>{name}</strong> {viewer.displayName === null ? null : <span>{viewer.userPrincipalName}</span>}
      </p>
      {viewer.state === 'ACTIVE' ? null : <p className="lacks">{STATES[viewer.state] ?? viewer.state}</p>}
      {viewer.missingPermissions.length === 0 ? null : (
        <p className="lacks">Missing for troubleshooting: {viewer.missingPermissions.join(', ')}</p>
      )}
      {simulated === null ? (
        <SimulationForm access={access} onSimulate={onSimulate} />
      ) : (
        <p className="simulated" role="status">
          You see what <strong>{simulated.name}</strong> sees. You can change nothing, and each request is recorded in
          the audit trail.{' '}
          {simulated.withheldPermissions.length === 0 ? null : (
            <span className="lacks">
              Not shown: {simulated.withheldPermissions.join(', ')}, which you do not have over all users and all
              devices.
            </span>
          )}{' '}
          <button type="button" onClick={() => onSimulate(null)}>
            Stop
          </button>
        </p>
      )}
      <a href="/">Portal</a>
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </section>
  );
}

interface SimulationFormProps {
  access: Access;
  onSimulate(operator: Operator): void;
}

/** Starts a simulation: requests run with another operator's rights (X-Simulate-Operator). Each is audited. */
function SimulationForm({ access, onSimulate }: SimulationFormProps) {
  const hint = useId();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    setBusy(true);
    const found = await findOperator(access, name.trim());
    setBusy(false);
    if ('operator' in found) onSimulate(found.operator);
    else setProblem(found.problem);
  }

  return (
    <form className="simulate" onSubmit={submit}>
      <label>
        See as{' '}
        <input
          aria-describedby={hint}
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
        {busy ? 'Searching…' : 'See as'}
      </button>
      <span className="hint" id={hint}>
        Runs your queries with another operator’s rights, as far as you hold them yourself. Changes are refused, and
        each request is recorded in the audit trail.
      </span>
      {problem === null ? null : (
        <span role="alert" className="lacks">
          {problem}
        </span>
      )}
    </form>
  );
}
