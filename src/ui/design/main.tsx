import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../tokens.css";
import "../fonts.css";
import "../fonts.noto.css";
import "../base.css";
import { languageOf, setLanguage } from "../../i18n/index.ts";
import { laterActs } from "../../projection/stage/laterActs.ts";
import { fixtures } from "../../testing/stageScenes.ts";
import { fetchLaterFaces } from "../stage/laterFaces.ts";
import { StageView } from "../stage/StageView.tsx";
import { DesignPage } from "./DesignPage.tsx";
import { SideBySide } from "./SideBySide.tsx";

/**
 * Development only: the design system, light and dark side by side (`/design`, or one of them: `?theme=dark`), and one
 * fixture of the stage in a pane of any size (`?stage=4-pick&p=1&w=628&h=500&theme=dark`).
 */
const query = new URLSearchParams(location.search);
const theme = query.get("theme") ?? "light";
document.documentElement.dataset.theme = theme;
await setLanguage(languageOf(query.get("lang") ?? "en"));
void fetchLaterFaces();

function page() {
  const name = query.get("stage");
  if (name === null) return query.has("theme") ? <DesignPage theme={theme} /> : <SideBySide />;
  const fixture = fixtures.find((one) => one.name === name) ?? fixtures[0];
  return (
    <div style={{ width: Number(query.get("w") ?? 628), height: Number(query.get("h") ?? 500) }}>
      <StageView
        previous={fixture.previous}
        scene={fixture.scene}
        later={laterActs}
        p={Number(query.get("p") ?? 1)}
        duration={2000}
        still={query.has("still")}
        selection={null}
        onSelect={(key) => console.info("selected", key)}
      />
    </div>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("design.html has no #root");
createRoot(root).render(<StrictMode>{page()}</StrictMode>);
