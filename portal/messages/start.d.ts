/** The messages of the first page, and the others; vite.config.mts divides them. */
declare module '*.json?start' {
  const messages: Readonly<Record<string, unknown>>;
  export default messages;
}

declare module '*.json?rest' {
  const messages: Readonly<Record<string, unknown>>;
  export default messages;
}
