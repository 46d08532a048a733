import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isPromisedTo, wantsToGrow } from "./matching.ts";

const component = "volume_expand";
const ignored =
  "Ignoring the PVC: didn't find a plugin capable of expanding the volume; waiting for an external controller to process this PVC.";

/**
 * The controller that would let volumes grow which need no driver. None of those that are left in the tree can, so that
 * it says who is waited for.
 *
 * Models pkg/controller/volume/expand (v1.34).
 */
export const volumeExpandController: Controller = {
  name: "volume-expand-controller",
  kinds: ["PersistentVolumeClaim"],
  start: startExpander,
};

function startExpander({ client, informers }: ControllerContext): void {
  const recorder = client(volumeExpandController.name);
  const volumes = informers.of<PersistentVolume>("persistentvolumes");
  informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
    updated: (before, claim) => {
      if (before.spec === claim.spec || !wantsToGrow(claim)) return;
      const volume = volumes.get(claim.spec?.volumeName ?? "");
      if (volume && isPromisedTo(volume, claim))
        recorder.event(claim, "Warning", "ExternalExpanding", ignored, { component });
    },
  });
}
