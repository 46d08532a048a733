import { expect, it } from "vitest";
import { amountText, bytesText, cpuText, secondsText } from "./amounts.ts";

it.each([
  [cpuText(1000), "1"],
  [cpuText(2500), "2.5"],
  [cpuText(50), "0.05"],
  [bytesText(1_073_741_824), "1Gi"],
  [bytesText(1_610_612_736), "1.5Gi"],
  [bytesText(268_435_456), "256Mi"],
  [bytesText(512), "512"],
  [amountText("cpu", 600), "0.6"],
  [amountText("memory", 1_048_576), "1Mi"],
  [amountText("nvidia.com/gpu", 2), "2"],
  [secondsText(1250), "1.25 s"],
  [secondsText(12_340), "12.3 s"],
])("%s reads %s", (text, wanted) => {
  expect(text).toBe(wanted);
});
