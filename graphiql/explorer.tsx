import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { Access } from '../portal/sign-in/access';
import { useEditorFocus } from './editor-focus';
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
  // On a phone the focus would open the keyboard.
  useEditorFocus(!narrowness.matches);

  return (
    <GraphiQL
      fetcher={fetcher}
      storage={memory}
      shouldPersistHeaders={false}
      defaultTheme={theme}
      forcedTheme={theme}
      {...opening}
    >
      <GraphiQL.Logo>Troubleshooting graph</GraphiQL.Logo>
    </GraphiQL>
  );
}

/** GraphiQL fills its editors from these values and not from the open tab, which it would show without its variables. */
function openingTabs(memory: ReturnType<typeof memoryWithoutHeaders>) {
  const { query, variables } = openTab(memory.getItem('graphiql:tabState')) ?? examples[0];
  return { defaultTabs: examples, initialQuery: query ?? '', initialVariables: variables ?? '' };
}

/** The tab that was open at the end of the last visit; null on the first one. */
function openTab(kept: string | null): { query?: string | null; variables?: string | null } | null {
  try {
    const { tabs, activeTabIndex } = JSON.parse(kept ?? '');
    return tabs[activeTabIndex] ?? null;
  } catch {
    return null;
  }
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
