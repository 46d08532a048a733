import type { Event } from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import { virtualTime } from "../../kernel/clock.ts";
import { objectsOf } from "../console/cluster.ts";
import { findFlags } from "../console/find.ts";
import { parseResources } from "../console/resources.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import type { Call, Verb } from "../console/verb.ts";
import { byWriting, intervalOf } from "../describe/events.ts";
import { tabbed, tableLayout } from "../print/tabWriter.ts";

const eventKind = resourceByName("events")!;
const types = ["Normal", "Warning"];

function lastTime({ series, lastTimestamp, eventTime }: Event): number {
  return virtualTime(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? "") ?? 0;
}

function run(call: Call): ConsoleResult {
  const { args, flags, moment, namespace } = call;
  const { records, now } = moment;
  if (args.length > 0) return refusal(`error: unexpected arguments: [${args.join(" ")}]`);
  const wanted = flags.list("types");
  if (wanted.some((type) => !types.some((known) => known.toLowerCase() === type.toLowerCase())))
    return refusal("error: valid --types are Normal or Warning");
  const about = flags.text("for");
  if (about !== undefined && !/^[^/]+\/[^/]+$/.test(about))
    return refusal("error: --for must be in resource/name form");
  const resources = about === undefined ? null : parseResources([about]);
  if (resources && "error" in resources) return refusal(`error: ${resources.error}`);
  const named = resources?.named[0];
  const everywhere = flags.is("all-namespaces");
  const found = objectsOf<Event>(records, eventKind, everywhere ? undefined : namespace)
    .filter(({ type = "" }) => wanted.length === 0 || wanted.some((each) => each.toLowerCase() === type.toLowerCase()))
    .filter(({ involvedObject: { kind, name } }) => !named || (kind === named.kind.kind && name === named.name))
    .sort((a, b) => lastTime(a) - lastTime(b) || byWriting(a, b));
  const follow = flags.is("watch");
  const output = new Output();
  if (found.length === 0 && !follow)
    return output.complain(everywhere ? "No events found." : `No events found in ${namespace} namespace.`).end();
  const rows = found.map((event) => {
    const { type = "", reason = "", message = "", involvedObject, metadata } = event;
    const object = `${involvedObject.kind ?? ""}/${involvedObject.name ?? ""}`;
    return [
      ...(everywhere ? [metadata.namespace ?? ""] : []),
      intervalOf(event, now),
      type,
      reason,
      object,
      message.trim(),
    ];
  });
  const head = [...(everywhere ? ["NAMESPACE"] : []), "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];
  const lines = [...(flags.is("no-headers") ? [] : [head]), ...rows].map((cells) => cells.join("\t"));
  return output.print(...tabbed(lines, tableLayout)).end(0, follow);
}

/** Models kubectl's pkg/cmd/events (v1.34). */
export const events: Verb = {
  name: "events",
  short: "List events",
  usage:
    "events [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]",
  examples: ["kubectl events", "kubectl events --for pod/web", "kubectl events --types=Warning -A"],
  flags: [
    ...findFlags.filter(({ name }) => name === "all-namespaces"),
    { name: "for", is: "string", about: "Filter events to only those pertaining to the specified resource." },
    { name: "no-headers", is: "bool", about: "When using the default output format, don't print headers." },
    { name: "types", is: "strings", about: "Output only events of given types.", values: types },
    { name: "watch", short: "w", is: "bool", about: "After listing the requested events, watch for more events." },
  ],
  absent: "allow-missing-template-keys chunk-size output show-managed-fields template",
  completes: ["nothing"],
  run,
};
