import { duration, flag, text } from "./fieldShapes.ts";
import type { Shape } from "./shape.ts";

export const webhook: Shape = {
  is: "object",
  about: "What the program behind a webhook answers.",
  fields: {
    url: text("https://SERVICE.NAMESPACE.svc/path, or the URL of the configuration."),
    after: duration("How long it takes."),
    allowed: flag("Whether it lets the object in; true without it."),
    message: text("Why not."),
    code: { is: "integer", about: "The HTTP status of its refusal." },
    patch: {
      is: "list",
      about: "A JSON patch: what it changes.",
      of: {
        is: "object",
        about: "One operation.",
        fields: {
          op: { is: "text", about: "What to do.", oneOf: ["add", "remove", "replace", "move", "copy", "test"] },
          path: text("Where: /metadata/labels/team."),
          from: text("For move and copy."),
          value: { is: "anything", about: "The new value." },
        },
        required: ["op", "path"],
      },
    },
    warnings: { is: "list", about: "What kubectl prints beside.", of: text("A warning.") },
    failure: text("Why there is no reply, such as: dial tcp 10.96.0.9:443: connect: connection refused"),
  },
  required: ["url"],
};
