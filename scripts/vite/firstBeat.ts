import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Plugin } from "vite";

const moduleId = "virtual:first-beat";

/**
 * Runs the scenario that the page opens with while the page is built, and puts its first beat beside the page as data:
 * the stage need not wait for the engine, which is fetched and run right after. The engine runs in a process of its
 * own, so that Vite's configuration does not depend on the code that it serves.
 */
export function firstBeat(root: string): Plugin {
  let isBuild = false;
  return {
    name: "first-beat",
    configResolved: ({ command }) => {
      isBuild = command === "build";
    },
    resolveId: (id) => (id === moduleId ? `\0${moduleId}` : null),
    load(id) {
      if (id !== `\0${moduleId}`) return null;
      const script = join(root, "scripts", "first-beat.ts");
      const data = execFileSync(process.execPath, ["--import", "tsx", script], { cwd: root, encoding: "utf8" });
      if (!isBuild) return `export const loadFirstBeat = async () => (${data});`;
      const asset = this.emitFile({ type: "asset", name: "first-beat.json", source: data });
      return `export const loadFirstBeat = async () => (await fetch(import.meta.ROLLUP_FILE_URL_${asset})).json();`;
    },
  };
}
