/** What is read of a JSON Schema (draft 7) of the Kubernetes API. */
export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: { readonly [name: string]: ApiSchema };
  readonly required?: readonly string[];
  readonly items?: ApiSchema;
  readonly additionalProperties?: boolean | ApiSchema;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly allOf?: readonly { readonly if?: ApiSchema; readonly then?: ApiSchema; readonly const?: unknown }[];
  readonly const?: unknown;
  readonly definitions?: { readonly [name: string]: ApiSchema };
}

const definitionOf = (ref: string): string => ref.slice("#/definitions/".length);

/** The schema behind a reference; what is said beside the reference stays. */
export function resolved(root: ApiSchema, schema: ApiSchema): ApiSchema {
  const target = schema.$ref === undefined ? undefined : root.definitions?.[definitionOf(schema.$ref)];
  return target ? resolved(root, target) : schema;
}

/** The schema of a kind's objects; undefined for kinds that are not in it. */
export function schemaOfKind(root: ApiSchema, kind: string): ApiSchema | undefined {
  const rule = root.allOf?.find((one) => one.if?.properties?.kind?.const === kind);
  return rule?.then && resolved(root, rule.then);
}

const names: { readonly [type: string]: string } = { number: "integer", object: "Object" };

/** A field's type in kubectl's words: `string`, `[]Container`, `map[string]Quantity`. */
export function typeName(root: ApiSchema, schema: ApiSchema): string {
  const { $ref, type, items, additionalProperties, anyOf, oneOf } = schema;
  if ($ref !== undefined) {
    const target = root.definitions?.[definitionOf($ref)];
    // Upstream knows texts with a meaning of their own by name, but prints plain ones plainly.
    return $ref.split(".").at(-1) ?? typeName(root, target ?? {});
  }
  if (items) return `[]${typeName(root, items)}`;
  if (typeof additionalProperties === "object") return `map[string]${typeName(root, additionalProperties)}`;
  if ((anyOf ?? oneOf) !== undefined || Array.isArray(type)) return "IntOrString";
  const single = typeof type === "string" ? type : "Object";
  return names[single] ?? single;
}

/** What is inside a list or a map, or the schema itself. */
export function innerOf(root: ApiSchema, schema: ApiSchema): ApiSchema {
  const here = resolved(root, schema);
  if (here.items) return innerOf(root, here.items);
  return typeof here.additionalProperties === "object" ? innerOf(root, here.additionalProperties) : here;
}
