import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    // The server takes the page from inside the package, and so does the wheel.
    outDir: '../src/warbell/server/page',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false }, // browsers of es2022 have it
    // Svelte's package does not say so itself, and what nothing uses of it would be carried along.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /node_modules\/svelte\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          // Few and large: a chunk's list of what it takes from others hardly packs.
          groups: [
            { name: 'table', priority: 1, test: /src\/(board\/(?!measure)|score|room|panel)/i },
            { name: 'base', priority: 2, test: /node_modules\/svelte\/|src\/(?!around|cells|game|pencil|sound)[^/]*$|src\/replay\/kinds/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: 'http://127.0.0.1:8000', ws: true } },
  },
  test: { include: ['src/**/*.test.ts'], css: true },
});
