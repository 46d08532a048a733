import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kubectl } from "./kubectl.ts";

const text = `apiVersion: podyssey.dev/v1alpha1
kind: Scenario
metadata: {name: later}
spec:
  script:
    - {at: 20s, do: scale, object: deployment/web, replicas: 3}
    - {at: 21s, do: scale, object: deployment/ghost, replicas: 3}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

describe("podyssey kubectl", () => {
  let directory = "";
  let file = "";
  let printed: string[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "podyssey-"));
    file = join(directory, "scenario.yaml");
    writeFileSync(file, text);
    printed = [];
    for (const stream of ["log", "error"] as const)
      vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(`${stream}: ${line}`));
  });

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(directory, { recursive: true });
  });

  it.each([
    [["scale", "deployment/web", "--replicas=2"], ["log: deployment.apps/web scaled"], 0],
    [["label", "deployment", "web", "a=b"], ["log: deployment.apps/web labeled"], 0],
    [["get", "deployments.apps", "-o", "name"], ["log: deployment.apps/web"], 0],
    [["get", "nothing"], ['error: error: the server doesn\'t have a resource type "nothing"'], 1],
  ])("prints what the command itself says, not the script's later steps: %o", (command, lines, exitCode) => {
    expect(kubectl(["--at", "10s", file, "--", ...command])).toBe(exitCode);
    expect(printed).toEqual(lines);
  });
});
