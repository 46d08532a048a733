import type { Environment } from "@marcbachmann/cel-js";

/** What is asked of the authorizer, for whom; a path, or a resource. */
export interface Question {
  readonly verb: string;
  readonly user?: { readonly name: string; readonly groups: readonly string[] };
  readonly path?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

type Subject = Omit<Question, "verb">;

/** Says whether somebody may do something, for expressions. `user` is whom else than the one who asks it is about. */
export class Authorizer {
  constructor(
    readonly isAllowed: (question: Question) => boolean,
    readonly requestResource: ResourceCheck,
    readonly subject: Subject = {},
  ) {}
}

class PathCheck {
  constructor(
    readonly authorizer: Authorizer,
    readonly path: string,
  ) {}
}

class GroupCheck {
  constructor(
    readonly authorizer: Authorizer,
    readonly group: string,
  ) {}
}

export class ResourceCheck {
  constructor(
    readonly isAllowed: Authorizer["isAllowed"],
    readonly subject: Subject,
  ) {}

  with(more: Subject): ResourceCheck {
    return new ResourceCheck(this.isAllowed, { ...this.subject, ...more });
  }
}

class Decision {
  constructor(readonly allowed: boolean) {}
}

/** Models authz.go of k8s.io/apiserver/pkg/cel/library (v1.34). Reasons are empty, and selectors narrow nothing, as RBAC has it. */
export function withAuthorizer(environment: Environment): Environment {
  return environment
    .registerType("ResourceCheck", ResourceCheck)
    .registerType("Authorizer", { ctor: Authorizer, fields: { requestResource: "ResourceCheck" } } as never)
    .registerType("PathCheck", PathCheck)
    .registerType("GroupCheck", GroupCheck)
    .registerType("Decision", Decision)
    .registerVariable("authorizer", "Authorizer")
    .registerFunction("Authorizer.path(string): PathCheck", (it: Authorizer, path: string) => new PathCheck(it, path))
    .registerFunction(
      "Authorizer.group(string): GroupCheck",
      (it: Authorizer, group: string) => new GroupCheck(it, group),
    )
    .registerFunction(
      "Authorizer.serviceAccount(string, string): Authorizer",
      ({ isAllowed, requestResource }: Authorizer, namespace: string, name: string) => {
        const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
        const user = { name: `system:serviceaccount:${namespace}:${name}`, groups };
        return new Authorizer(isAllowed, requestResource.with({ user }), { user });
      },
    )
    .registerFunction(
      "GroupCheck.resource(string): ResourceCheck",
      ({ authorizer, group }: GroupCheck, resource: string) =>
        new ResourceCheck(authorizer.isAllowed, { ...authorizer.subject, group, resource }),
    )
    .registerFunction("ResourceCheck.subresource(string): ResourceCheck", (it: ResourceCheck, subresource: string) =>
      it.with({ subresource }),
    )
    .registerFunction("ResourceCheck.namespace(string): ResourceCheck", (it: ResourceCheck, namespace: string) =>
      it.with({ namespace }),
    )
    .registerFunction("ResourceCheck.name(string): ResourceCheck", (it: ResourceCheck, name: string) =>
      it.with({ name }),
    )
    .registerFunction("ResourceCheck.fieldSelector(string): ResourceCheck", (it: ResourceCheck) => it)
    .registerFunction("ResourceCheck.labelSelector(string): ResourceCheck", (it: ResourceCheck) => it)
    .registerFunction(
      "ResourceCheck.check(string): Decision",
      ({ isAllowed, subject }: ResourceCheck, verb: string) => new Decision(isAllowed({ ...subject, verb })),
    )
    .registerFunction(
      "PathCheck.check(string): Decision",
      ({ authorizer, path }: PathCheck, verb: string) =>
        new Decision(authorizer.isAllowed({ ...authorizer.subject, path, verb })),
    )
    .registerFunction("Decision.allowed(): bool", ({ allowed }: Decision) => allowed)
    .registerFunction("Decision.reason(): string", () => "")
    .registerFunction("Decision.errored(): bool", () => false)
    .registerFunction("Decision.error(): string", () => "");
}
