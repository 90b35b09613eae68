import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { GraphiQL } from 'graphiql';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { examples } from './examples';
import { fetcherFor } from './graph';
import { memoryWithoutHeaders } from './memory';

interface ExplorerProps {
  token: string;
  /** The id of the operator whose rights requests run under. */
  simulated: string | undefined;
  onRefused(token: string): void;
}

export default function Explorer({ token, simulated, onRefused }: ExplorerProps) {
  const fetcher = useMemo(
    () => fetcherFor({ token, ...(simulated !== undefined && { simulated }) }, onRefused),
    [token, simulated, onRefused],
  );
  const [memory] = useState(memoryWithoutHeaders);
  const [opening] = useState(() => openingTabs(memory));
  const theme = useSystemTheme();

  return (
    <GraphiQL fetcher={fetcher} storage={memory} shouldPersistHeaders={false} forcedTheme={theme} {...opening}>
      <GraphiQL.Logo>Troubleshooting graph</GraphiQL.Logo>
    </GraphiQL>
  );
}

/** GraphiQL takes the variables of the first default tab from `initialVariables`, which on a later visit would add a tab. */
function openingTabs(memory: ReturnType<typeof memoryWithoutHeaders>) {
  const isFirstVisit = memory.getItem('graphiql:tabState') === null;
  const initialVariables = examples[0].variables;
  return isFirstVisit && initialVariables !== undefined
    ? { defaultTabs: examples, initialVariables }
    : { defaultTabs: examples };
}

const darkness = window.matchMedia('(prefers-color-scheme: dark)');

/** Left to itself, GraphiQL asks the system once, and its editors stay light when the evening switches it to dark. */
function useSystemTheme() {
  return useSyncExternalStore(listenToSystem, () => (darkness.matches ? 'dark' : 'light'));
}

function listenToSystem(changed: () => void) {
  darkness.addEventListener('change', changed);
  return () => darkness.removeEventListener('change', changed);
}
