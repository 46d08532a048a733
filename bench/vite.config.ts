import { defineConfig } from "vite";

/**
 * The benchmarks as one bundle, as the page's own code is one. Run from source through tsx they would be an eighth
 * slower: tsx gives every function that is made its name, each time it is made.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "bench/main.ts",
    outDir: "node_modules/.cache/bench",
    emptyOutDir: true,
    target: "es2023",
    minify: false,
  },
});
