import { duration, text } from "./fieldShapes.ts";
import type { Shape } from "./shape.ts";

/** What is measured, with what the editor says about each field. */

const cpu = (about: string): Shape => ({
  is: "text",
  about,
  pattern: /^\d+m?$/,
  must: "must be CPU such as 1500m or 2",
});

export const load: Shape = {
  is: "object",
  about: "Work that Pods with these labels have to do; what the HorizontalPodAutoscaler measures.",
  fields: {
    namespace: text("default without one."),
    labels: { is: "map", about: "The Pods that do the work.", of: text("The label's value.") },
    cpu: {
      is: "list",
      about: "How much CPU it takes in all, from moments of the run on; the ready Pods share it evenly.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          total: cpu("CPU in all, such as 1500m."),
        },
        required: ["from", "total"],
      },
    },
    cpuPerRequest: cpu("CPU that one request a second takes, of those that come through an Ingress, such as 20m."),
  },
  required: ["labels"],
};

const metricValue = {
  pattern: /^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/,
  must: "must be an amount such as 250, 500m or 2k",
};

export const metric: Shape = {
  is: "object",
  about: "A number that an adapter shows to HorizontalPodAutoscalers: of Pods, of an object, or from outside.",
  fields: {
    namespace: text("default without one."),
    name: text("As the autoscaler names it, such as requests_per_second."),
    pods: {
      is: "map",
      about: "Labels of the Pods whose metric it is; the ready ones share it evenly.",
      of: text("The label's value."),
    },
    object: {
      is: "object",
      about: "The object whose metric it is.",
      fields: { kind: text("Such as Ingress."), name: text("Its name.") },
      required: ["kind", "name"],
    },
    external: { is: "map", about: "Labels of a series from outside of the cluster.", of: text("The label's value.") },
    values: {
      is: "list",
      about: "How much it is, from moments of the run on.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          total: { is: "text", about: "How much it is in all, such as 250 or 500m.", ...metricValue },
        },
        required: ["from", "total"],
      },
    },
  },
  required: ["name", "values"],
};
