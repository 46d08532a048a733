import { bytes, count, duration, flag, text } from "./fieldShapes.ts";
import { bytesPattern } from "./quantities.ts";
import type { Shape } from "./shape.ts";

/** What a Scenario may say of its nodes, beside their Node objects. */

const threshold = (about: string): Shape => ({
  is: "text",
  about: `${about} An amount or a percentage, such as 500Mi or 10%.`,
  pattern: new RegExp(`${bytesPattern.source}|^\\d+(\\.\\d+)?%$`),
  must: "must be an amount or a percentage such as 500Mi or 10%",
});

const thresholds = (about: string): Shape => ({
  is: "object",
  about,
  fields: {
    "memory.available": threshold("Memory left."),
    "nodefs.available": threshold("Disk left for Pods."),
    "nodefs.inodesFree": threshold("Read, but inodes are not counted."),
    "imagefs.available": threshold("Disk left for images: here the same disk."),
    "imagefs.inodesFree": threshold("Read, but inodes are not counted."),
    "pid.available": threshold("Processes left, of maxPids."),
  },
});

const kubelet: Shape = {
  is: "object",
  about: "The kubelet's configuration: fields of KubeletConfiguration.",
  fields: {
    serializeImagePulls: flag("One image at a time; true without it."),
    maxParallelImagePulls: count("So many images at a time, when serializeImagePulls is false.", 1),
    registryPullQPS: count("How many pulls in a second; 5 without it, 0 for any number."),
    registryBurst: count("How many pulls in one go; 10 without it."),
    imageGCHighThresholdPercent: count("Unused images are removed when the disk is so full; 85 without it."),
    imageGCLowThresholdPercent: count("Down to this; 80 without it."),
    imageMinimumGCAge: duration("Images are spared for so long after they were first seen; 2m without it."),
    imageMaximumGCAge: duration("Images that nobody has used for so long are removed; 0s for never."),
    evictionHard: thresholds("Pods are evicted at once when less is left. It takes the place of all the defaults."),
    evictionSoft: thresholds("Pods are evicted when less is left for the grace period."),
    evictionSoftGracePeriod: {
      is: "map",
      about: "For each soft threshold, how long it must be crossed.",
      of: duration("How long."),
    },
    evictionMaxPodGracePeriod: count("Seconds that a Pod gets at most when a soft threshold is crossed."),
    evictionPressureTransitionPeriod: duration("How long a pressure is told after it was last seen; 5m without it."),
  },
};

const bytesOverTime = (about: string): Shape => ({
  is: "list",
  about,
  of: {
    is: "object",
    about: "From a moment on.",
    fields: { from: duration("From the start of the run."), bytes: bytes("How much.") },
    required: ["from", "bytes"],
  },
});

export const nodeSettings: Shape = {
  is: "object",
  about: "What a node is like, beside what its Node object says.",
  fields: {
    node: text("The node's name; every node without one."),
    kubelet,
    heartbeats: flag("Renew the node's Lease in sight, every ten seconds."),
    disk: bytesOverTime("Disk in use beside images and Pods; the disk is the Node's ephemeral-storage."),
    memory: bytesOverTime("Memory in use beside Pods; without it, capacity less allocatable."),
    pids: {
      is: "list",
      about: "Processes beside Pods.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: { from: duration("From the start of the run."), count: count("How many.") },
        required: ["from", "count"],
      },
    },
    maxPids: count("How many processes there can be; for the threshold pid.available.", 1),
    network: {
      is: "list",
      about: "Whether the network plugin can give Pods an address.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          error: text("Why it cannot, in the plugin's words; without it, it works again."),
        },
        required: ["from"],
      },
    },
  },
};
