import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
    filter: { id: /portal[\\/]generated[\\/]\w+\.ts/ },
    handler: (code) => ({
      code: code.replaceAll(/(?<== )\{"kind":"Document".*\}(?= as unknown)/g, (tree) =>
        JSON.stringify(stripIgnoredCharacters(print(JSON.parse(tree)))),
      ),
      map: null,
    }),
  },
};

const FIRST_SECTIONS: readonly string[] = JSON.parse(
  readFileSync(path.join(here, 'portal/messages/start.json'), 'utf8'),
);

/** Serves `messages/en.json?start` with the sections of the first page, and `?rest` with the others. */
const dividedMessages: Plugin = {
  name: 'divided-messages',
  enforce: 'pre',
  load: {
    filter: { id: /portal[\\/]messages[\\/]\w+\.json\?(?:start|rest)$/ },
    handler(id) {
      const [file = '', part] = id.split('?');
      this.addWatchFile(file);
      const messages: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
      const isServed = ([section]: [string, unknown]) => FIRST_SECTIONS.includes(section) === (part === 'start');
      const served = Object.fromEntries(Object.entries(messages).filter(isServed));
      return { code: `export default ${JSON.stringify(served)}`, moduleType: 'js' };
    },
  },
};

/** The libraries that every page of the portal needs. One file compresses better than twenty. */
const FIRST_FILES =
  /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store|urql|@urql|wonka|@0no-co|wouter|regexparam)[\\/]|portal[\\/](frame[\\/](?!shortcut-list|missing-note|no-access|no-search|not-found|go-on)|generated[\\/]first\.|graph[\\/]use-answer|design[\\/](active-option|trouble|refused|names|loading|moment|busy-button)|sign-in[\\/](access|drafts|provider-session|viewer|sign-in\.|token-|provider-form)).*(?<!\.css)$/;

/** Folders of the packages that the pages contain; the bundles of web workers add theirs too. */
const bundledPackages = new Set<string>();

/** Remembers the package of each module of a bundle. */
const collectPackages: Plugin = {
  name: 'collect-packages',
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of output.moduleIds) {
        // Greedy, so that a package inside another package counts as itself.
        const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
        if (folder !== undefined && existsSync(path.join(folder, 'package.json'))) bundledPackages.add(folder);
      }
    }
  },
};

const LICENSE_FILES = /^(licen[cs]e|copying|notice|thirdpartynotices)/i;
// Monaco ships this font, and its licence file does not name the licence of the icons.
const ICONS =
  'The icons of codicon.ttf, in monaco-editor, are by Microsoft, licensed under CC BY 4.0:\n\
https://github.com/microsoft/vscode-codicons (https://creativecommons.org/licenses/by/4.0/).';

/** One package of notices.txt. @throws where the package names no licence */
function notice(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence: notices.txt would lack it.`);
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILES.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  const by = typeof author === 'string' ? author : author?.name;
  return [`${name} ${version} (${license})${by === undefined ? '' : `, by ${by}`}`, ...texts].join('\n\n');
}

/** Writes notices.txt: the licence of each package that the pages contain. */
const notices: Plugin = {
  name: 'notices',
  generateBundle: {
    order: 'post',
    handler() {
      const packages = [...bundledPackages].map(notice).sort();
      const head = `These pages contain the software below, each under its own licence.\n\n${ICONS}`;
      const source = `${[head, ...packages].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
      this.emitFile({ type: 'asset', fileName: 'notices.txt', source });
    },
  },
};

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  // React Aria speaks thirty languages; the portal has messages in two.
  plugins: [
    react(),
    withoutFonts,
    operationsAsText,
    dividedMessages,
    optimizeLocales.vite({ locales: ['en-US', 'fr-FR'] }),
    collectPackages,
    notices,
  ],
  worker: { plugins: () => [collectPackages] },
  // Short class names: the first page has few bytes to spare.
  css: { modules: { generateScopedName: '_[hash:base64:4]' } },
  build: {
    outDir: path.join(here, 'dist-web'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // One line per page: dist-web/<folder>/index.html. Its assets are in dist-web/assets.
      input: {
        graphiql: path.join(here, 'graphiql/index.html'),
        portal: path.join(here, 'portal/index.html'),
        signedIn: path.join(here, 'portal/signed-in/index.html'),
      },
      output: { codeSplitting: { groups: [{ name: 'first', test: FIRST_FILES }] } },
      onLog: (level, log, report) => {
        // "use no memo" in GraphiQL's files is a directive for a compiler that has already run.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
