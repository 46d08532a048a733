import { apiVersionOf, type KindInfo, kinds } from "../../api/kinds.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import type { Call, Verb } from "../console/verb.ts";
import { tabbed, tableLayout } from "../print/tabWriter.ts";

/** One line a resource: of the versions of a group, the preferred one. */
function served(): readonly KindInfo[] {
  const seen = new Set<string>();
  return kinds
    .filter((kind) => {
      const key = `${kind.group}/${kind.resource}`;
      return kind.served && !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => (a.group === b.group ? compare(a.resource, b.resource) : compare(a.group, b.group)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function run({ args, flags }: Call): ConsoleResult {
  if (args.length > 0) return refusal(`error: unexpected arguments: [${args.join(" ")}]`);
  const group = flags.text("api-group");
  const listed = served().filter(
    (kind) =>
      (group === undefined || kind.group === group) &&
      (!flags.has("namespaced") || kind.namespaced === flags.is("namespaced", true)),
  );
  const output = new Output();
  if (flags.text("output") === "name")
    return output.print(...listed.map(({ resource, group: of }) => (of === "" ? resource : `${resource}.${of}`))).end();
  const rows = listed.map((kind) => [
    kind.resource,
    kind.shortNames.join(","),
    apiVersionOf(kind),
    `${kind.namespaced}`,
    kind.kind,
  ]);
  const head = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"];
  const lines = [...(flags.is("no-headers") ? [] : [head]), ...rows].map((cells) => cells.join("\t"));
  return output.print(...tabbed(lines, tableLayout)).end();
}

const flags: readonly Flag[] = [
  { name: "api-group", is: "string", about: "Limit to resources in the specified API group." },
  {
    name: "namespaced",
    is: "bool",
    about: "If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.",
  },
  {
    name: "no-headers",
    is: "bool",
    about: "When using the default or custom-column output format, don't print headers.",
  },
  { name: "output", short: "o", is: "string", about: "Output format. One of: (name).", values: ["name"] },
];

/** What this API server serves. Models kubectl's pkg/cmd/apiresources (v1.34). */
export const apiResources: Verb = {
  name: "api-resources",
  short: "Print the supported API resources on the server",
  usage: "api-resources",
  examples: ["kubectl api-resources", "kubectl api-resources --namespaced=false -o name"],
  flags,
  absent: "cached categories show-managed-fields sort-by verbs",
  completes: ["nothing"],
  run,
};
