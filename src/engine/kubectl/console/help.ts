import type { Flag } from "./flags.ts";
import type { Verb } from "./verb.ts";
import { groups } from "./verbs.ts";

/** What `kubectl` without a command prints. Models the layout of kubectl's pkg/util/templates (v1.34). */
export function overview(): string {
  const width = Math.max(...groups.flatMap(({ verbs }) => verbs.map(({ name }) => name.length)));
  const sections = groups.map(
    ({ title, verbs }) =>
      `${title}:\n${verbs.map(({ name, short }) => `  ${name.padEnd(width)}   ${short}`).join("\n")}`,
  );
  return [
    "kubectl controls the Kubernetes cluster manager.",
    ...sections,
    "Usage:\n  kubectl [flags] [options]",
    'Use "kubectl <command> --help" for more information about a given command.',
  ].join("\n\n");
}

const zero: { readonly [is in Flag["is"]]: string } = {
  bool: "false",
  string: "''",
  int: "0",
  strings: "[]",
  duration: "0s",
};

function optionText({ name, short, is, about }: Flag): string {
  return `    ${short ? `-${short}, ` : ""}--${name}=${zero[is]}:\n\t${about}`.replace("\t", "        ");
}

/** What `kubectl get -h` prints. */
export function helpOf(verb: Verb, path: string): string {
  const { short, examples = [], flags, usage, verbs = [], name, aliases = [] } = verb;
  const width = Math.max(0, ...verbs.map((each) => each.name.length));
  const sections = [
    `${short}.`,
    ...(aliases.length > 0 ? [`Aliases:\n${[name, ...aliases].join(", ")}`] : []),
    ...(examples.length > 0 ? [`Examples:\n${examples.map((line) => `  ${line}`).join("\n")}`] : []),
    ...(verbs.length > 0
      ? [`Available Commands:\n${verbs.map((each) => `  ${each.name.padEnd(width)}   ${each.short}`).join("\n")}`]
      : []),
    ...(flags.length > 0 ? [`Options:\n${flags.map(optionText).join("\n\n")}`] : []),
    `Usage:\n  ${path.slice(0, path.lastIndexOf(" "))} ${usage}`,
    ...(verbs.length > 0 ? [`Use "${path} <command> --help" for more information about a given command.`] : []),
  ];
  return sections.join("\n\n");
}
