import path from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { print, stripIgnoredCharacters } from 'graphql';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

/**
 * GraphiQL's style sheet carries its fonts as data: addresses, which the page's policy refuses and which are nine
 * tenths of the sheet. The system's fonts take their place (graphiql/explorer.css).
 */
const withoutFonts: Plugin = {
  name: 'graphiql-without-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /graphiql[\\/]dist[\\/]style\.css/ },
    handler: (css) => ({ code: css.replaceAll(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
  },
};

/** The portal's operations as text, a third of what they are as syntax trees; urql takes one for the other. */
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
  // React Aria speaks thirty languages; the portal has messages in two.
  plugins: [react(), withoutFonts, operationsAsText, optimizeLocales.vite({ locales: ['en-US', 'fr-FR'] })],
  build: {
    outDir: path.join(here, 'dist-web'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // One line a page: dist-web/<folder>/index.html, with everything that it loads in dist-web/assets.
      input: {
        graphiql: path.join(here, 'graphiql/index.html'),
        portal: path.join(here, 'portal/index.html'),
        signedIn: path.join(here, 'portal/signed-in/index.html'),
      },
      onLog: (level, log, report) => {
        // "use no memo" in GraphiQL's files speaks to a compiler that has already run.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
