import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { Access } from '../portal/sign-in/access';
import { examples } from './examples';
import { fetcherFor } from './graph';
import { memoryWithoutHeaders } from './memory';

interface ExplorerProps {
  access: Access;
  /** The id of the simulated operator. */
  simulated: string | undefined;
}

export default function Explorer({ access, simulated }: ExplorerProps) {
  const fetcher = useMemo(() => showingAnswers(fetcherFor(access, simulated)), [access, simulated]);
  const [memory] = useState(memoryWithoutHeaders);
  const [opening] = useState(() => openingTabs(memory));
  const theme = useSystemTheme();

  return (
    <GraphiQL fetcher={fetcher} storage={memory} shouldPersistHeaders={false} forcedTheme={theme} {...opening}>
      <GraphiQL.Logo>Troubleshooting graph</GraphiQL.Logo>
    </GraphiQL>
  );
}

/** GraphiQL reads the first default tab's variables from `initialVariables`, which would add a tab on later visits. */
function openingTabs(memory: ReturnType<typeof memoryWithoutHeaders>) {
  const isFirstVisit = memory.getItem('graphiql:tabState') === null;
  const initialVariables = examples[0].variables;
  return isFirstVisit && initialVariables !== undefined
    ? { defaultTabs: examples, initialVariables }
    : { defaultTabs: examples };
}

// The width up to which explorer.css stacks the panes.
const narrowness = window.matchMedia('(max-width: 640px)');

/** Scrolls to an answer on a narrow screen, where it is below the editors and out of sight. */
function showingAnswers(fetcher: Fetcher): Fetcher {
  return async (params, options) => {
    const answer = await fetcher(params, options);
    if (narrowness.matches && params.operationName !== 'IntrospectionQuery') {
      document.querySelector('.graphiql-response')?.scrollIntoView();
    }
    return answer;
  };
}

const darkness = window.matchMedia('(prefers-color-scheme: dark)');

/** GraphiQL reads the system's theme only once, so its editors would not follow a change to dark. */
function useSystemTheme() {
  return useSyncExternalStore(listenToSystem, () => (darkness.matches ? 'dark' : 'light'));
}

function listenToSystem(changed: () => void) {
  darkness.addEventListener('change', changed);
  return () => darkness.removeEventListener('change', changed);
}
