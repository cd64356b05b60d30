import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The server sends no markup to take over, and so what Svelte has for doing so is left out: a tenth of its runtime. */
const neverHydrates: Plugin = {
  name: 'never-hydrates',
  apply: 'build',
  enforce: 'post',
  transform: {
    filter: { id: [/svelte\/src\/internal\/client\/dom\/hydration\.js$/, /\.svelte$/] },
    handler(code, id) {
      if (id.endsWith('.svelte')) return code.replace(/^\s*\$\.(reset|next)\(\w*\);$/gm, '');
      for (const part of ['export let hydrating = false;', '\thydrating = value;']) {
        if (!code.includes(part)) this.error('Svelte has hydration elsewhere now: look for it, or do without this');
      }
      return code.replace('export let hydrating', 'export const hydrating').replace('\thydrating = value;', '');
    },
  },
};

export default defineConfig({
  plugins: [svelte(), neverHydrates],
  base: './', // whatever folder of a proxy it lies in
  build: {
    // The server takes the page from inside the package, and so does the wheel.
    outDir: '../src/warbell/server/page',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false }, // browsers of es2022 have it
    // Svelte's package does not say so itself, and what nothing uses of it would be carried along.
    rolldownOptions: {
      optimization: { inlineConst: { mode: 'all', pass: 3 } },
      treeshake: { moduleSideEffects: [{ test: /node_modules\/svelte\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          // Few and large: a chunk's list of what it takes from others hardly packs. What is seldom looked at is fetched when asked for.
          groups: [
            { name: 'table', priority: 1, test: /src\/(board\/(?!measure|key|legend|flights)|score|room\/(?!agreed|askseat|atthedoor|closed|over|fallen|keyhelp|guess|line|around|refused|ring|task)|panel|cards\/(?!texts))/i },
            { name: 'base', priority: 2, test: /node_modules\/svelte\/|src\/(?!around|cells|game|known|line|marks|pencil|sound|turn)[^/]*$|src\/(replay\/(kinds|file|OpenFile)|lobby\/open-room)/ },
            { name: 'aside', priority: 1, test: /src\/(around|room\/(AroundPanel|Ring|TaskPanel))/ },
            { name: 'Lobby', priority: 1, test: /src\/lobby\/(Lobby|EpisodeMap|drawing)/ }, // a night's page has a map of it too
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: ['.', '../src/warbell/report', '../docs/rules'] }, // paper.css, which reports have too, and the cards
    proxy: { '/api': { target: 'http://127.0.0.1:8000', ws: true } },
  },
  test: { include: ['src/**/*.test.ts'], css: true },
});
