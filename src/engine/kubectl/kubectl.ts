import type { Process } from "../kernel/simulator.ts";
import { apply } from "./apply.ts";
import * as changes from "./changes.ts";
import { commandLine, type KubectlCommand, type Target } from "./commands.ts";
import { createObjects } from "./createObjects.ts";
import { debug } from "./debug.ts";
import { deleteObjects } from "./delete.ts";
import { drain } from "./drain.ts";
import { history } from "./history.ts";
import { begin, type Change, changeObject, type Session } from "./session.ts";
import { undo } from "./undo.ts";

/** Runs one command of kubectl to its end: what it asks of the API server and what it prints go into the trace. */
export function* kubectl(session: Session, command: KubectlCommand): Process {
  if (command.verb === "apply") {
    yield* apply(session.client, session.record, command.file, command.objects);
    return;
  }
  yield* begin(session, commandLine(command));
  switch (command.verb) {
    case "create":
      return yield* createObjects(session, command);
    case "delete":
      return yield* deleteObjects(session, command);
    case "drain":
      return yield* drain(session, command);
    case "debug":
      return yield* debug(session, command);
    case "resize":
      return yield* changeObject(session, command.target, changes.resize(command));
    case "rolloutUndo":
      for (const target of command.targets) yield* undo(session, target, command.revision);
      return;
    case "rolloutHistory":
      for (const target of command.targets) yield* history(session, target);
      return;
    case "cordon":
    case "uncordon":
      return yield* changeAll(session, nodeTargets(command.nodes), changes.cordon(command.verb === "cordon"));
    case "taint":
      return yield* changeAll(session, nodeTargets(command.nodes), changes.taint(command));
    default:
      return yield* changeAll(session, command.targets, changeOf(session, command));
  }
}

const nodeTargets = (nodes: readonly string[]): readonly Target[] => nodes.map((name) => ({ kind: "Node", name }));

/** One after the other: what is refused does not keep the next ones from being changed. */
function* changeAll(session: Session, targets: readonly Target[], change: Change): Process {
  for (const target of targets) yield* changeObject(session, target, change);
}

type Changing = Extract<
  KubectlCommand,
  { verb: "scale" | "setImage" | "label" | "annotate" | "rolloutRestart" | "rolloutPause" | "rolloutResume" }
>;

function changeOf(session: Session, command: Changing): Change {
  switch (command.verb) {
    case "scale":
      return changes.scale(command.replicas);
    case "setImage":
      return changes.setImage(command.images);
    case "label":
      return changes.mark("labels", command.values);
    case "annotate":
      return changes.mark("annotations", command.values);
    case "rolloutRestart":
      return changes.restart(session.now());
    case "rolloutPause":
    case "rolloutResume":
      return changes.pause(command.verb === "rolloutPause");
  }
}
