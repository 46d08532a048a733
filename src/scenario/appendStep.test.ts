import { describe, expect, it } from "vitest";
import { appendStep } from "./appendStep.ts";
import { parseScenario } from "./parseScenario.ts";

const pod = `apiVersion: v1 # a Pod
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx}]}
`;
const head = "apiVersion: podyssey.dev/v1alpha1\nkind: Scenario\n";
const cordon = { do: "cordon", node: "node-1" };
const line = "- {at: 20s, do: cordon, node: node-1}";

describe("a step at the end of the script", () => {
  it.each<[string, string, string]>([
    ["no Scenario yet", pod, `${pod}---\n${head}spec:\n  script:\n  ${line}\n`],
    ["an empty text", "", `${head}spec:\n  script:\n  ${line}\n`],
    ["no line break at the end", pod.trimEnd(), `${pod}---\n${head}spec:\n  script:\n  ${line}\n`],
    [
      "behind the others, with their comments",
      `${head}spec:\n  seed: 3 # names\n  script: # what happens\n  - {at: 5s, do: uncordon, node: node-1} # first\n  # later\n  runFor: 2m\n---\n${pod}`,
      `${head}spec:\n  seed: 3 # names\n  script: # what happens\n  - {at: 5s, do: uncordon, node: node-1} # first\n  ${line}\n  # later\n  runFor: 2m\n---\n${pod}`,
    ],
    [
      "steps in lines of their own, further in",
      `${head}spec:\n  script:\n    - at: 5s\n      do: uncordon\n      node: node-1\n`,
      `${head}spec:\n  script:\n    - at: 5s\n      do: uncordon\n      node: node-1\n    ${line}\n`,
    ],
    [
      "a script on one line",
      `${head}spec:\n  script: [{at: 5s, do: uncordon, node: node-1}]\n`,
      `${head}spec:\n  script: [{at: 5s, do: uncordon, node: node-1}, {at: 20s, do: cordon, node: node-1}]\n`,
    ],
    [
      "an empty script",
      `${head}spec:\n  script: []\n`,
      `${head}spec:\n  script: [{at: 20s, do: cordon, node: node-1}]\n`,
    ],
    ["no script", `${head}spec:\n  seed: 3 # names\n`, `${head}spec:\n  seed: 3 # names\n  script:\n  ${line}\n`],
    ["no spec", `${head}`, `${head}spec:\n  script:\n  ${line}\n`],
    ["an empty spec", `${head}spec:\n---\n${pod}`, `${head}spec:\n  script:\n  ${line}\n---\n${pod}`],
    [
      "lines that end as on Windows",
      `${head}spec:\n  script:\n  - {at: 5s, do: uncordon, node: node-1}\n`.replaceAll("\n", "\r\n"),
      `${head}spec:\n  script:\n  - {at: 5s, do: uncordon, node: node-1}\n  ${line}\n`.replaceAll("\n", "\r\n"),
    ],
  ])("%s", (_what, text, expected) => {
    const result = appendStep(text, cordon, 20_000);
    expect(result).toBe(expected);
    expect(parseScenario(result ?? "").scenario?.script.at(-1)).toEqual({
      at: 20_000,
      action: { verb: "cordon", nodes: ["node-1"] },
    });
  });

  it("a layout that is not known is written anew, and nothing is lost", () => {
    const text = `{apiVersion: podyssey.dev/v1alpha1, kind: Scenario, spec: {seed: 3}}\n`;
    const { scenario } = parseScenario(appendStep(text, cordon, 20_000) ?? "");
    expect(scenario?.seed).toBe(3);
    expect(scenario?.script).toHaveLength(1);
  });

  it.each([
    [0, "0s"],
    [1234, "1.234s"],
    [20_000, "20s"],
    [60_000, "1m"],
    [92_500, "1m32.5s"],
    [3_600_000, "60m"],
  ])("%d ms is written %s", (at, written) => {
    expect(appendStep("", cordon, at)).toContain(`{at: ${written}, do: cordon`);
  });

  it("with the documents that it names", () => {
    const text = appendStep(pod, { do: "apply", objects: ["Pod/late"] }, 5000, [
      pod.replace("name: web}", "name: late}"),
    ]);
    const { scenario } = parseScenario(text ?? "");
    expect(scenario?.applied.map(({ metadata }) => metadata.name)).toEqual(["web"]);
    expect(scenario?.script).toMatchObject([
      { at: 5000, action: { verb: "apply", objects: [{ metadata: { name: "late" } }] } },
    ]);
    expect(text).toContain("# a Pod\n");
  });

  it("a text that does not parse stays as it is", () => {
    expect(appendStep("a: [", cordon, 0)).toBeNull();
  });
});
