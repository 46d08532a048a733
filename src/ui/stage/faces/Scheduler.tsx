import type { PlaceFrame } from "../../../projection/stage/frame.ts";
import { useLaterFaces } from "../laterFaces.ts";
import { Card } from "./ControlPlane.tsx";
import { Title } from "./Title.tsx";

/** A capsule until the story comes to it: what it shows when it is open is fetched after the first beat. */
export function SchedulerFace({ place }: { readonly place: PlaceFrame }) {
  const later = useLaterFaces();
  if (place.face !== "capsule" && later) return <later.OpenScheduler place={place} />;
  return (
    <Card place={place}>
      <Title selects="scheduler" name="kube-scheduler" icon="scheduler" />
    </Card>
  );
}
