import path from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { print, stripIgnoredCharacters } from 'graphql';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

/**
 * Removes the fonts from GraphiQL's style sheet. They are `data:` URLs, which the page's policy refuses, and nine tenths
 * of the sheet. The page uses system fonts instead (graphiql/explorer.css).
 */
const withoutFonts: Plugin = {
  name: 'graphiql-without-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /graphiql[\\/]dist[\\/]style\.css/ },
    handler: (css) => ({ code: css.replaceAll(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
  },
};

/** The portal's operations as text, which is a third of the size of syntax trees. urql accepts both. */
const operationsAsText: Plugin = {
  name: 'operations-as-text',
  enforce: 'pre',
  transform: {
    filter: { id: /portal[\\/]generated[\\/]graphql\.ts/ },
    handler: (code) => ({
      code: code.replaceAll(/(?<== )\{"kind":"Document".*\}(?= as unknown)/g, (tree) =>
        JSON.stringify(stripIgnoredCharacters(print(JSON.parse(tree)))),
      ),
      map: null,
    }),
  },
};

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  // React Aria has thirty languages, the portal has two.
  plugins: [react(), withoutFonts, operationsAsText, optimizeLocales.vite({ locales: ['en-US', 'fr-FR'] })],
  build: {
    outDir: path.join(here, 'dist-web'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // One line per page: dist-web/<folder>/index.html. Its assets are in dist-web/assets.
      input: {
        graphiql: path.join(here, 'graphiql/index.html'),
        portal: path.join(here, 'portal/index.html'),
        signedIn: path.join(here, 'portal/signed-in/index.html'),
      },
      onLog: (level, log, report) => {
        // "use no memo" in GraphiQL's files is a directive for a compiler that has already run.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
