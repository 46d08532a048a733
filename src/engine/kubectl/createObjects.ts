import { kindOf } from "../api/kinds.ts";
import type { Status } from "../api/meta.ts";
import type { Process } from "../kernel/simulator.ts";
import { printedName, printedRefusal } from "./apply.ts";
import type { KubectlCommand } from "./commands.ts";
import { print, type Session } from "./session.ts";

const done: { readonly [verb: string]: string } = { expose: "exposed", autoscale: "autoscaled" };

/** Generators that wrap what the server says in words of their own. Models kubectl's pkg/cmd/create (v1.34). */
const wraps = new Set(["deployment", "job", "cronjob", "configmap", "secret"]);

/**
 * `kubectl create`, `run`, `expose`, `autoscale`: a POST for each object, and what kubectl prints about it.
 * Models kubectl's pkg/cmd/{create,run,expose,autoscale} (v1.34).
 */
export function* createObjects(
  session: Session,
  { line, objects }: Extract<KubectlCommand, { verb: "create" }>,
): Process {
  const [, verb = "create", generator = ""] = line.split(/\s+/);
  const query = `fieldManager=kubectl-${verb}&fieldValidation=Strict`;
  for (const object of objects) {
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind?.served) {
      const { name = "", namespace = "" } = object.metadata;
      const about = `resource mapping not found for name: "${name}" namespace: "${namespace}"`;
      print(
        session,
        `error: ${about} from "STDIN": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
        "stderr",
      );
      continue;
    }
    const namespace = kind.namespaced ? { namespace: object.metadata.namespace ?? "default" } : {};
    const made = { ...object, metadata: { ...object.metadata, ...namespace } };
    const answer = yield* session.client.create(made, { query });
    for (const warning of answer.warnings ?? []) print(session, `Warning: ${warning}`, "stderr");
    if (answer.ok) print(session, `${printedName(kind, answer.object.metadata.name ?? "")} ${done[verb] ?? "created"}`);
    else print(session, refusalOf(answer.status, verb, generator), "stderr");
  }
}

function refusalOf(status: Status, verb: string, generator: string): string {
  if (verb === "create" && wraps.has(generator)) return `error: failed to create ${generator}: ${status.message}`;
  const isFile = verb === "create" && generator.startsWith("-");
  return printedRefusal(status, "STDIN", isFile ? undefined : "");
}
