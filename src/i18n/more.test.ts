import { describe, expect, it } from "vitest";
import { explain, type More } from "../projection/more.ts";
import type { MoreCatalogue } from "./catalogue.ts";
import { docsOf } from "./docs.ts";
import { moreEn } from "./more.en.ts";
import { moreZhCN } from "./more.zhCN.ts";

const tell = (words: MoreCatalogue, { key, params }: More): string =>
  (words[key] as (given: More["params"]) => string)(params);

/** Whys with parameters, known and unknown ones; the others have one text. */
const parameterised: readonly More[] = [
  explain("kubectl.send", { verb: "create" }),
  ...["authentication", "storage", "unheardOf"].map((station) => explain("station", { station })),
  ...["ServiceAccount", "UnheardOf"].map((plugin) => explain("admission", { plugin })),
  explain("refused", { station: "validation" }),
  ...["activeQ", "gated", "unheardOf"].map((queue) => explain("queue", { queue })),
  ...["", "NodePorts, VolumeZone"].map((skip) => explain("preFilter", { skip })),
  ...["", "NodeAffinity"].map((skip) => explain("preScore", { skip })),
  ...["NodeResourcesFit", "UnheardOf"].flatMap((plugin) => [
    explain("filter.refused", { plugin }),
    explain("score", { plugin }),
  ]),
  explain("filter.all", { total: 5000, wanted: 500 }),
  explain("filter.all", { total: 5, wanted: 5 }),
  ...["", "Preemption is not helpful for scheduling"].map((message) => explain("postFilter.none", { message })),
  explain("bind.watch", { node: "node-3" }),
  ...(["pause", "init", "sidecar", "app", "ephemeral"] as const).map((kind) => explain("kubelet.container", { kind })),
  explain("kubelet.exited", { policy: "Always" }),
  ...["CrashLoopBackOff", "ErrImagePull"].map((reason) => explain("kubelet.waits", { reason })),
  ...(["startup", "readiness", "liveness"] as const).map((probe) => explain("probe", { probe })),
  explain("fault", { fault: "failNode" }),
  ...(["highThreshold", "diskPressure", "age"] as const).map((why) => explain("imagesRemoved", { why })),
  ...(["postStart", "preStop"] as const).map((hook) => explain("hook", { hook })),
  ...["Evicted", "Preempting"].map((reason) => explain("verdict", { reason })),
  ...["Deferred", "Infeasible"].map((reason) => explain("resizePending", { reason })),
  explain("command", { verb: "scale" }),
];
const told = new Set(parameterised.map(({ key }) => key));
const plain = (Object.keys(moreEn) as More["key"][])
  .filter((key) => !told.has(key))
  .map((key) => ({ key, params: {} }) as More);

describe("every why", () => {
  it("is among those that are checked here", () => {
    expect(plain.filter((why) => moreEn[why.key].length > 0).map(({ key }) => key)).toEqual([]);
  });

  it.each([...parameterised, ...plain])(
    "$key $params says something in both languages, and leads to the docs",
    (why) => {
      expect(tell(moreEn, why)).toMatch(/^[A-Za-z].{20,}[.!?…:]?$/);
      expect(tell(moreZhCN, why)).toMatch(/[\u4e00-\u9fff].{5,}/);
      expect(tell(moreEn, why) + tell(moreZhCN, why)).not.toMatch(/undefined|null|object Object/);
      const { path, en, zhCN } = docsOf(why);
      expect(path).toMatch(/^(?:concepts|reference|tasks)\/[a-z0-9/-]+\/(?:#[a-z0-9-]+)?$/);
      expect(en).toMatch(/^[A-Z]/);
      expect(zhCN.length).toBeGreaterThan(0);
    },
  );
});
