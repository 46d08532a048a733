import type { KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { Client } from "../client/client.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { Process, Recorder } from "../kernel/simulator.ts";
import { printedName, printedRefusal } from "./apply.ts";
import { kindOfTarget, type Target } from "./commands.ts";
import type { KubectlEvent } from "./events.ts";

/** What a command of kubectl has to work with: the API server, the terminal, the clock. */
export interface Session {
  readonly client: Client;
  readonly record: Recorder<KubectlEvent>;
  readonly now: () => VirtualMillis;
  readonly random: Random;
}

/** Teaching value: starting the program, with what it knows of the API server in its cache. */
const startingTime: VirtualMillis = 5;

export function print({ record }: Session, text: string, stream: "stdout" | "stderr" = "stdout"): void {
  record("kubectl", { type: "KubectlOutput", text, stream });
}

/** The command as typed, and the time it takes to start. */
export function* begin({ record }: Session, command: string): Process {
  record("kubectl", { type: "KubectlCommand", command });
  yield { sleep: startingTime };
}

/** A target with its kind, and the namespace that it is in. */
export interface Place {
  readonly kind: KindInfo;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Where a target is; says in kubectl's words when there is no such kind. */
export function placeOf(session: Session, target: Target): Place | null {
  const kind = kindOfTarget(target);
  if (!kind) {
    print(session, `error: the server doesn't have a resource type "${target.kind.toLowerCase()}"`, "stderr");
    return null;
  }
  return { kind, namespace: kind.namespaced ? (target.namespace ?? "default") : undefined, name: target.name };
}

export function refuse(session: Session, status: Status): void {
  print(session, printedRefusal(status, "", ""), "stderr");
}

/** What a command that changes one object does with it. */
export interface Change {
  readonly subresource?: string;
  /** The wanted object, or why not, as kubectl prints it. The same object: nothing is to change. */
  readonly change: (stored: KubernetesObject) => KubernetesObject | { readonly error: string };
  /** After the name: `scaled`, `image updated`; empty: nothing is printed. */
  readonly done: (before: KubernetesObject, after: KubernetesObject) => string;
  readonly describe?: string;
}

const isError = (value: KubernetesObject | { readonly error: string }): value is { readonly error: string } =>
  "error" in value;

/** GET, then PATCH what is to change: what most of kubectl's verbs come down to. */
export function* changeObject(
  session: Session,
  target: Target,
  { change, done, subresource, describe }: Change,
): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  const { client } = session;
  const live = yield* client.get(kind.resource, namespace, name);
  if (!live.ok) return refuse(session, live.status);
  const wanted = change(live.object);
  if (isError(wanted)) return print(session, wanted.error, "stderr");
  let after = live.object;
  if (wanted !== live.object) {
    const again = (stored: KubernetesObject): KubernetesObject => {
      const made = change(stored);
      return isError(made) ? stored : made;
    };
    const patched = yield* client.patch(kind.resource, namespace, name, again, { subresource, describe });
    if (!patched.ok) return refuse(session, patched.status);
    after = patched.object;
  }
  const said = done(live.object, after);
  if (said !== "") print(session, `${printedName(kind, name)} ${said}`);
}
