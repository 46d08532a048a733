import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { firstBeat } from "./scripts/vite/firstBeat.ts";
import { schedulerCases } from "./scripts/vite/schedulerCases.ts";

const inModules = (path: string): string => fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url));
const inSource = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/**
 * Nothing but the page's own files is ever fetched or run. Only the build carries the policy: Vite's dev server needs
 * inline scripts. Inline styles are Monaco's and React Flow's; `data:` images are Monaco's squiggles.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "style-src 'self' 'unsafe-inline'",
].join("; ");

const securityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
      injectTo: "head-prepend",
    },
  ],
};

export default defineConfig({
  base: "./",
  plugins: [react(), securityPolicy, firstBeat(import.meta.dirname), schedulerCases(import.meta.dirname)],
  worker: { format: "es" },
  resolve: {
    alias: [
      // monaco-worker-manager names a path that Monaco's exports map (0.57) no longer has.
      {
        find: /^monaco-editor\/esm\/vs\/editor\/editor\.worker\.js$/,
        replacement: inModules("monaco-editor/esm/vs/editor/editor.worker.js"),
      },
      // React Flow's zoom, without the animation that the stage does not use.
      { find: /^d3-transition$/, replacement: inSource("ui/shell/still/transition.ts") },
      { find: /^d3-interpolate$/, replacement: inSource("ui/shell/still/interpolate.ts") },
      // Format Document is not offered, and prettier is half of the YAML worker.
      { find: /^prettier\/.*$/, replacement: inSource("ui/editor/noPrettier.ts") },
    ],
  },
  optimizeDeps: {
    entries: ["index.html", "src/**/*.{ts,tsx}", "!src/**/*.test.{ts,tsx}"],
    include: ["monaco-yaml", "monaco-yaml/yaml.worker.js"],
  },
  build: {
    target: "es2023",
    manifest: true,
    chunkSizeWarningLimit: 5000,
    // Modules without side effects: the page imports the engine's table of contents for a few functions only.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?:engine|scenario|share|projection)\//, sideEffects: false }] },
    },
  },
});
