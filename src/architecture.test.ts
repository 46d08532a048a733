import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const source = import.meta.dirname;

/**
 * The rooms of the house from the ground up: a room imports only from rooms above it in this list, type imports
 * included. Rooms that share a row never import one another.
 */
const floors: readonly (readonly string[])[] = [
  ["engine/kernel"],
  ["engine/api"],
  ["engine/store"],
  ["engine/apiserver"],
  ["engine/client"],
  ["engine/scheduler", "engine/controllers", "engine/kubelet", "engine/ingressnginx"],
  ["engine/load.ts", "engine/customMetrics.ts"],
  ["engine/kubectl"],
  ["engine/diagnosis"],
  ["engine/simulatedKinds.ts"],
  ["engine/boot.ts"],
  ["engine/machines.ts"],
  ["engine/script.ts"],
  ["engine/simulation.ts"],
  ["engine/index.ts"],
  ["scenario"],
  ["share"],
  ["projection"],
  ["i18n"],
  ["worker"],
  ["state"],
  ["ui"],
  ["cli"],
  ["main.tsx"],
];

const rooms = floors.flat();

function roomOf(file: string): string | undefined {
  return rooms.find((room) => file === room || file.startsWith(`${room}/`));
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room));
}

const importPattern =
  /(?:^|[;\s])(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(text: string): string[] {
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2]);
}

/** Why `file` may not import `target` (both relative to src/, with forward slashes); null when it may. */
function objection(file: string, target: string): string | null {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined) return `${file} is in no room`;
  if (to === undefined)
    return target.startsWith("testing/") || target.startsWith("generated/") ? null : `${target} is in no room`;
  if (from === to) return null;
  if (floorOf(to) > floorOf(from)) return `${from} may not import ${to}: it is below it`;
  if (floorOf(to) === floorOf(from)) return `${from} and ${to} meet only at the API server`;
  if (to.startsWith("engine/") && to !== "engine/index.ts" && !from.startsWith("engine/")) {
    return `${from} reaches into ${to}: outsiders import engine/index.ts`;
  }
  return null;
}

function sourceFiles(): string[] {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep).join(posix.sep))
    .filter((file) => !file.startsWith("testing/") && !file.startsWith("generated/") && !file.endsWith(".d.ts"));
}

describe("the order of the rooms", () => {
  it.each([
    ["engine/kernel/trace.ts", "engine/kernel/records.ts", true],
    ["engine/scheduler/cache/cache.ts", "engine/api/pod.ts", true],
    ["engine/scheduler/cache/cache.ts", "engine/kubelet/kubelet.ts", false],
    ["engine/kernel/trace.ts", "engine/api/pod.ts", false],
    ["ui/stage/Stage.tsx", "engine/index.ts", true],
    ["ui/stage/Stage.tsx", "engine/kernel/trace.ts", false],
    ["projection/journey.ts", "ui/stage/Stage.tsx", false],
    ["state/playground.ts", "projection/journey.ts", true],
    ["attic/thing.ts", "engine/index.ts", false],
  ])("%s importing %s is allowed: %s", (file, target, allowed) => {
    expect(objection(file, target) === null).toBe(allowed);
  });

  it("sees static, side-effect, re-exporting and dynamic imports", () => {
    const text = `import a from "./a.ts";\nimport type { B } from "./b.ts";\nimport "./c.css";\nexport { d } from "./d.ts";\nconst e = () => import("./e.ts");`;
    expect(importsOf(text)).toEqual(["./a.ts", "./b.ts", "./c.css", "./d.ts", "./e.ts"]);
  });

  it("holds for every file", () => {
    const objections: string[] = [];
    const files = sourceFiles();
    for (const file of files) {
      for (const specifier of importsOf(readFileSync(join(source, file), "utf8"))) {
        if (!specifier.startsWith(".")) continue;
        const absolute = resolve(source, dirname(file), specifier.replace(/\?.*$/, ""));
        const target = relative(source, absolute).split(sep).join(posix.sep);
        if (target.startsWith("..")) continue;
        const why = objection(file, target);
        if (why !== null) objections.push(`${file}: ${why}`);
      }
    }
    expect(files.length).toBeGreaterThan(10);
    expect(objections).toEqual([]);
  });
});
