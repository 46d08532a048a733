import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import type { Call, Verb } from "../console/verb.ts";
import { yamlText } from "../print/yaml.ts";

const versions = { client: "v1.34.1", kustomize: "v5.7.1", server: "v1.34.1" };

function run({ args, flags }: Call): ConsoleResult {
  if (args.length > 0) return refusal(`error: extra arguments: [${args.join(" ")}]`);
  const isClientOnly = flags.is("client");
  const format = flags.text("output") ?? "";
  if (format === "json" || format === "yaml") {
    const [major, minor] = versions.client.slice(1).split(".");
    const of = (gitVersion: string): object => ({ major, minor, gitVersion, platform: "linux/amd64" });
    const told = {
      clientVersion: of(versions.client),
      kustomizeVersion: versions.kustomize,
      ...(!isClientOnly && { serverVersion: of(versions.server) }),
    };
    return new Output().print(format === "json" ? JSON.stringify(told, null, 2) : yamlText(told).trimEnd()).end();
  }
  if (format !== "") return refusal("error: --output must be 'yaml' or 'json'");
  return new Output()
    .print(
      `Client Version: ${versions.client}`,
      `Kustomize Version: ${versions.kustomize}`,
      ...(isClientOnly ? [] : [`Server Version: ${versions.server}`]),
    )
    .end();
}

const flags: readonly Flag[] = [
  { name: "client", is: "bool", about: "If true, shows client version only (no server required)." },
  { name: "output", short: "o", is: "string", about: "One of 'yaml' or 'json'.", values: ["json", "yaml"] },
];

/** Which Kubernetes this is. Models kubectl's pkg/cmd/version (v1.34). */
export const version: Verb = {
  name: "version",
  short: "Print the client and server version information",
  usage: "version",
  examples: ["kubectl version", "kubectl version --client"],
  flags,
  completes: ["nothing"],
  run,
};
