import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../tokens.css";
import "../fonts.css";
import "../fonts.noto.css";
import "../base.css";
import { languageOf, setLanguage } from "../../i18n/index.ts";
import { fixtures } from "../../testing/stageScenes.ts";
import { StageView } from "../stage/StageView.tsx";

/** Development only: one fixture of the stage in a pane of any size. `design.html?stage=4-pick&p=1&w=628&h=500&theme=dark` */
const query = new URLSearchParams(location.search);
const fixture = fixtures.find(({ name }) => name === query.get("stage")) ?? fixtures[0];
document.documentElement.dataset.theme = query.get("theme") ?? "light";
await setLanguage(languageOf(query.get("lang") ?? "en"));
const root = document.getElementById("root");
if (!root) throw new Error("design.html has no #root");
createRoot(root).render(
  <StrictMode>
    <div style={{ width: Number(query.get("w") ?? 628), height: Number(query.get("h") ?? 500) }}>
      <StageView
        previous={fixture.previous}
        scene={fixture.scene}
        p={Number(query.get("p") ?? 1)}
        duration={2000}
        still={query.has("still")}
        selection={null}
        onSelect={(key) => console.info("selected", key)}
      />
    </div>
  </StrictMode>,
);
