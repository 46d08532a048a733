import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startClock } from "./state/clock.ts";
import { startPage } from "./state/startPage.ts";
import { App } from "./ui/shell/App.tsx";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";

await startPage();
startClock();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
// Chinese glyphs and arrows, in slices by range: their style sheet is large and nothing of the first paint waits for it.
void import("./ui/fonts.noto.css");
