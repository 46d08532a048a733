import { describe, expect, it } from "vitest";
import type { ApiSchema } from "../explain/schema.ts";
import { runKubectl } from "./console.ts";
import type { ConsoleMoment } from "./moment.ts";

/** As JSON, in which `then` is a word like any other. */
const choice =
  '[{"if": {"properties": {"kind": {"const": "Deployment"}}}, "then": {"$ref": "#/definitions/v1.Deployment"}}]';

const apiSchema: ApiSchema = {
  allOf: JSON.parse(choice) as NonNullable<ApiSchema["allOf"]>,
  definitions: {
    "v1.Deployment": {
      description: "Deployment enables declarative updates for Pods and ReplicaSets.",
      properties: {
        kind: { type: "string", enum: ["Deployment"] },
        spec: { description: "What is wanted.", $ref: "#/definitions/v1.DeploymentSpec" },
      },
      required: ["kind"],
    },
    "v1.DeploymentSpec": {
      description:
        "DeploymentSpec is the specification of the desired behavior of the Deployment, in so many words that they do not fit on one line.",
      properties: {
        strategy: { description: "How.", type: "string", enum: ["Recreate", "RollingUpdate"] },
        labels: { type: "object", additionalProperties: { type: "string" } },
        selector: { $ref: "#/definitions/v1.LabelSelector" },
        ports: { type: "array", items: { type: "integer" } },
      },
      required: ["selector"],
    },
    "v1.LabelSelector": { properties: { matchLabels: { type: "object", additionalProperties: { type: "string" } } } },
  },
};

const role = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "b", namespace: "default" },
};
const moment: ConsoleMoment = {
  now: 0,
  apiSchema,
  records: new Map([
    [
      "/registry/rolebindings/default/b",
      { ...role, subjects: [{ kind: "User", name: "jane" }], roleRef: { kind: "ClusterRole", name: "view" } },
    ],
  ]) as unknown as ConsoleMoment["records"],
};

function printed(line: string, at = moment): { readonly text: string; readonly exitCode: number } {
  const result = runKubectl(line, at);
  if (result.kind !== "output") throw new Error("it changes the cluster");
  return { text: result.lines.map(({ text }) => text).join("\n"), exitCode: result.exitCode };
}

describe("kubectl explain", () => {
  it("tells of a field and what is in it", () => {
    expect(printed("explain deploy.spec").text).toBe(
      [
        "GROUP:      apps",
        "KIND:       Deployment",
        "VERSION:    v1",
        "",
        "FIELD: spec <DeploymentSpec>",
        "",
        "",
        "DESCRIPTION:",
        "    What is wanted.",
        "    DeploymentSpec is the specification of the desired behavior of the",
        "    Deployment, in so many words that they do not fit on one line.",
        "    ",
        "FIELDS:",
        "  labels\t<map[string]string>",
        "    <no description>",
        "",
        "  ports\t<[]integer>",
        "    <no description>",
        "",
        "  selector\t<LabelSelector> -required-",
        "    <no description>",
        "",
        "  strategy\t<string>",
        "  enum: Recreate, RollingUpdate",
        "    How.",
        "",
      ].join("\n"),
    );
  });

  it("goes all the way down", () => {
    const { text } = printed("explain deployments.spec.selector --recursive");
    expect(text.split("FIELDS:\n")[1]).toBe("  matchLabels\t<map[string]string>");
  });

  it.each([
    ["explain deploy.spec.strategy", "ENUM:\n    Recreate\n    RollingUpdate\n\nDESCRIPTION:\n    How.", 0],
    ["explain deploy", "  kind\t<string>\n    Kind is a string value", 0],
    ["explain deploy.spec.nothing", 'error: field "nothing" does not exist', 1],
    ["explain nothing", 'error: the server doesn\'t have a resource type "nothing"', 1],
    ["explain pods", "error: the descriptions of Pod are not part of this console", 1],
  ])("%s", (line, part, exitCode) => {
    const result = printed(line);
    expect(result.text).toContain(part);
    expect(result.exitCode).toBe(exitCode);
  });

  it("says that it has nothing to tell where nothing is loaded", () => {
    const { apiSchema: _, ...bare } = moment;
    expect(printed("explain pods", bare).text).toBe("error: the descriptions of the API are not loaded");
  });
});

describe("kubectl auth can-i", () => {
  it.each([
    ["create pods", "yes", 0],
    ["list pods --as=jane", "yes", 0],
    ["create pods --as jane", "no", 1],
    ["get pods/log --as=jane", "yes", 0],
    ["get pods --subresource=log --as=jane", "yes", 0],
    ["list pods --as=jane -A", "no", 1],
    ["list pods --as=jane -q", "", 0],
    ["get nodes --as=jane", "Warning: resource 'nodes' is not namespace scoped\nno", 1],
    ["get /healthz --as=jane", "no", 1],
  ])("%s", (question, text, exitCode) => {
    expect(printed(`auth can-i ${question}`)).toEqual({ text, exitCode });
  });
});

describe("kubectl version", () => {
  it.each([
    ["version", "Client Version: v1.34.1\nKustomize Version: v5.7.1\nServer Version: v1.34.1"],
    ["version --client", "Client Version: v1.34.1\nKustomize Version: v5.7.1"],
    [
      "version --client -o yaml",
      'clientVersion:\n  gitVersion: v1.34.1\n  major: "1"\n  minor: "34"\n  platform: linux/amd64\nkustomizeVersion: v5.7.1',
    ],
  ])("%s", (line, text) => {
    expect(printed(line)).toEqual({ text, exitCode: 0 });
  });
});
