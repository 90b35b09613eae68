// The theme is the system's. Editors that start with the one of the last visit would keep it.
const NOT_KEPT = ['graphiql:headers', 'graphiql:theme'];

/**
 * The browser's storage for GraphiQL, without request headers, because they may contain tokens. GraphiQL's option
 * `shouldPersistHeaders` covers the tabs but not the history. Without browser storage, nothing is kept between visits.
 */
export function memoryWithoutHeaders() {
  const storage = browserStorage();
  const ownKeys = () => Object.keys(storage ?? {}).filter((key) => key.startsWith('graphiql:'));
  return {
    getItem: (key: string) => (NOT_KEPT.includes(key) ? null : (storage?.getItem(key) ?? null)),
    setItem: (key: string, value: string) => {
      if (!NOT_KEPT.includes(key)) storage?.setItem(key, withoutHeaders(value));
    },
    removeItem: (key: string) => storage?.removeItem(key),
    clear: () => {
      for (const key of ownKeys()) storage?.removeItem(key);
    },
    get length() {
      return ownKeys().length;
    },
  };
}

function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Tabs and history are JSON, with the headers of each entry as text. A query is not JSON and stays unchanged. */
function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value;
  try {
    return JSON.stringify(JSON.parse(value), (key, held) => (key === 'headers' ? null : held));
  } catch {
    return value;
  }
}
