import { behaviour, image } from "./behaviourShapes.ts";
import { bytes, duration } from "./fieldShapes.ts";
import { load, metric } from "./loadShapes.ts";
import { nodeSettings } from "./nodeShapes.ts";
import type { Shape } from "./shape.ts";
import { stepShape } from "./stepShapes.ts";
import { trafficShape } from "./traffic.ts";
import { webhook } from "./webhookShape.ts";

/** `spec` of a Scenario, but for its script's steps, which are checked each by what it does. */
export const specShape: Extract<Shape, { is: "object" }> = {
  is: "object",
  about: "What happens beside what the manifests say.",
  fields: {
    seed: { is: "integer", about: "Names, UIDs and ties are drawn with it." },
    onStage: {
      is: "text",
      about: "The Pod whose way is told; without one that the run creates, the first that it does.",
      pattern: /^[^/\s]+(\/[^/\s]+)?$/,
      must: "must be NAME or NAMESPACE/NAME",
    },
    runFor: duration("The run goes on for at least so long."),
    script: { is: "list", about: "What is done to the cluster, each at its time.", of: stepShape(null) },
    behaviours: { is: "list", about: "What containers do. Later ones win.", of: behaviour },
    nodes: { is: "list", about: "What nodes are like. Later ones win.", of: nodeSettings },
    images: { is: "list", about: "Images' sizes, and those that cannot be pulled.", of: image },
    bandwidth: bytes("What a node pulls in a second."),
    webhooks: { is: "list", about: "What admission webhooks answer.", of: webhook },
    load: { is: "list", about: "What Pods have to do.", of: load },
    metrics: { is: "list", about: "What is measured beside CPU and memory.", of: metric },
    traffic: { is: "list", about: "Requests from outside, to the Ingresses.", of: trafficShape },
  },
};
