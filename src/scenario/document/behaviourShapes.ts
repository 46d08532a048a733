import { bytes, count, duration, flag, share, text } from "./fieldShapes.ts";
import { durationPattern } from "./quantities.ts";
import type { Shape } from "./shape.ts";

/** What containers do and images are like, with what the editor says about each field. */

const answers: Shape = {
  is: "list",
  about: "What the probe meets, from moments of a container's run on.",
  of: {
    is: "object",
    about: "An answer, from a moment on.",
    fields: {
      from: duration("From the start of the container."),
      success: flag("Whether the check passes; true without it."),
      message: text("The check's own words when it fails."),
      code: { is: "integer", about: "httpGet: the status code; 200 to 399 pass." },
      redirect: text("httpGet: where it redirects to on another host, which passes with a warning."),
      exitCode: { is: "integer", about: "exec: how the command ends; 0 passes." },
      output: text("exec: what the command prints."),
      status: {
        is: "text",
        about: "grpc: the health that the server reports; SERVING passes.",
        oneOf: ["SERVING", "NOT_SERVING", "SERVICE_UNKNOWN", "UNKNOWN"],
      },
      takes: duration("Until the answer; with timeoutSeconds or more the check has failed."),
      error: text("Why the check cannot be made at all: then it counts for nothing."),
    },
    required: ["from"],
  },
};

const startup = duration("From the start of the process until it answers; probes fail before.");
const probes: Shape = {
  is: "object",
  about: "How each probe answers over time.",
  fields: { startup: answers, readiness: answers, liveness: answers },
};
const responses: Shape = {
  is: "list",
  about: "Which requests through an Ingress it fails; the others are answered with 200.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      status: { is: "integer", about: "What they are answered with; 500 without it.", least: 400, most: 599 },
      share: share("How many of the requests; all without it."),
    },
    required: ["from"],
  },
};
const memory: Shape = {
  is: "list",
  about: "Memory in use; above the container's limit it is killed (OOMKilled).",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: { from: duration("From the start of the container."), bytes: bytes("Memory in use.") },
    required: ["from", "bytes"],
  },
};
const disk: Shape = {
  is: "list",
  about: "Disk in use: of the container's own layer and logs, or of an emptyDir.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      bytes: bytes("Disk in use."),
      volume: text("The emptyDir that is written to; without one, the container's own layer."),
    },
    required: ["from", "bytes"],
  },
};
const pids: Shape = {
  is: "list",
  about: "Processes; one without it.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: { from: duration("From the start of the container."), count: count("How many.") },
    required: ["from", "count"],
  },
};

const logs: Shape = {
  is: "list",
  about: "What it prints: kubectl logs shows it.",
  of: {
    is: "object",
    about: "A line from a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      every: duration("Again and again, so far apart; once without it."),
      line: text("What is printed; $(date), $(hostname) and variables with plain values are filled in."),
    },
    required: ["from", "line"],
  },
};

export const behaviour: Shape = {
  is: "object",
  about: "What containers do that their manifest does not say; those that match all that is given.",
  fields: {
    namespace: text("Only in this namespace."),
    labels: { is: "map", about: "Only in Pods with these labels.", of: text("The label's value.") },
    container: text("Only containers of this name."),
    image: text("Only containers of this image."),
    startup,
    runs: {
      is: "list",
      about: "One entry a run, the last for all that follow.",
      of: {
        is: "object",
        about: "How one run of the container goes, and ends.",
        fields: {
          exitAfter: duration("From the start of the process; without it, it runs until it is stopped."),
          exitCode: { is: "integer", about: "Its exit code." },
          reason: text("As the runtime names it: Completed, Error, OOMKilled."),
          message: text("What it writes into its termination log."),
          startup,
          probes,
          memory,
          responses,
          disk,
          pids,
          logs,
        },
      },
    },
    probes,
    sigterm: {
      is: "text",
      about: "From SIGTERM to the end, or ignored: then only SIGKILL ends it.",
      pattern: new RegExp(`${durationPattern.source}|^ignored$`),
      must: "must be a duration such as 2s, or ignored",
    },
    sigtermExitCode: { is: "integer", about: "The exit code after SIGTERM." },
    postStart: duration("How long the postStart hook takes."),
    postStartFails: flag("Whether the postStart hook fails."),
    preStop: duration("How long the preStop hook takes."),
    preStopFails: flag("Whether the preStop hook fails."),
    memory,
    responses,
    disk,
    pids,
    logs,
    startError: text("Why the runtime cannot start it."),
  },
};

export const image: Shape = {
  is: "object",
  about: "What the registry says of an image.",
  fields: {
    name: text("The image as the manifests write it."),
    size: bytes("What is to be downloaded."),
    pullError: text("Why it cannot be pulled."),
  },
  required: ["name"],
};
