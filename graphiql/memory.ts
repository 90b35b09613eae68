/**
 * GraphiQL's memory between visits: the browser's, without request headers, which may hold tokens. GraphiQL's own
 * switch (shouldPersistHeaders) leaves them out of the tabs only; its history would write them all the same.
 * Where the browser gives no storage, nothing is remembered.
 */
export function memoryWithoutHeaders() {
  const storage = browserStorage();
  const ownKeys = () => Object.keys(storage ?? {}).filter((key) => key.startsWith('graphiql:'));
  return {
    getItem: (key: string) => storage?.getItem(key) ?? null,
    setItem: (key: string, value: string) => {
      if (key !== 'graphiql:headers') storage?.setItem(key, withoutHeaders(value));
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

/** Tabs and history are JSON with the headers of each entry as text; a query is no JSON and stays as it is. */
function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value;
  try {
    return JSON.stringify(JSON.parse(value), (key, held) => (key === 'headers' ? null : held));
  } catch {
    return value;
  }
}
