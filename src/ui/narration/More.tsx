import { ExternalLink } from "lucide-react";
import type { MoreCatalogue } from "../../i18n/catalogue.ts";
import { docsOf } from "../../i18n/docs.ts";
import { moreEn } from "../../i18n/more.en.ts";
import { moreZhCN } from "../../i18n/more.zhCN.ts";
import type { More as Why } from "../../projection/more.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Emphasised } from "../components/Emphasised.tsx";

const selectLanguage = (state: PlaygroundState) => state.language;

/** The why behind a beat, and where the Kubernetes docs tell more. The words come when someone asks for the first. */
export function More({ why }: { readonly why: Why }) {
  const language = usePlayground(selectLanguage);
  const words: MoreCatalogue = language === "zh-CN" ? moreZhCN : moreEn;
  const tell = words[why.key] as (params: Why["params"]) => string;
  const docs = docsOf(why);
  const [root, title] = language === "zh-CN" ? ["zh-cn/", docs.zhCN] : ["", docs.en];
  return (
    <>
      <Emphasised text={tell(why.params)} />{" "}
      <a href={`https://kubernetes.io/${root}docs/${docs.path}`} target="_blank" rel="noopener noreferrer">
        {title}
        <ExternalLink size={13} aria-hidden />
      </a>
    </>
  );
}
