/** The messages of the first page alone; vite.config.mts cuts them out. */
declare module '*.json?start' {
  const messages: Readonly<Record<string, unknown>>;
  export default messages;
}
