import type { Process } from "../kernel/simulator.ts";
import { apply } from "./apply.ts";
import * as changes from "./changes.ts";
import { commandLine, type KubectlCommand, type Target } from "./commands.ts";
import { debug } from "./debug.ts";
import { deleteObject } from "./delete.ts";
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
  const change = (target: Target, what: Change): Process => changeObject(session, target, what);
  switch (command.verb) {
    case "delete":
      return yield* deleteObject(session, command);
    case "drain":
      return yield* drain(session, command.node, command.force ?? false);
    case "debug":
      return yield* debug(session, command);
    case "rolloutUndo":
      return yield* undo(session, command.target, command.revision);
    case "rolloutHistory":
      return yield* history(session, command.target);
    case "scale":
      return yield* change(command.target, changes.scale(command.replicas));
    case "setImage":
      return yield* change(command.target, changes.setImage(command.images));
    case "cordon":
    case "uncordon":
      return yield* change({ kind: "Node", name: command.node }, changes.cordon(command.verb === "cordon"));
    case "taint":
      return yield* change({ kind: "Node", name: command.node }, changes.taint(command.taint));
    case "untaint":
      return yield* change({ kind: "Node", name: command.node }, changes.untaint(command.taint));
    case "label":
      return yield* change(command.target, changes.mark("labels", command.values));
    case "annotate":
      return yield* change(command.target, changes.mark("annotations", command.values));
    case "rolloutRestart":
      return yield* change(command.target, changes.restart(session.now()));
    case "rolloutPause":
    case "rolloutResume":
      return yield* change(command.target, changes.pause(command.verb === "rolloutPause"));
  }
}
