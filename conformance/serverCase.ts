import { kindOf } from "../src/engine/api/kinds.ts";
import type { KubernetesObject, ManagedFieldsEntry } from "../src/engine/api/meta.ts";
import type { HttpResponse } from "../src/engine/apiserver/http/httpRequest.ts";
import { create } from "../src/engine/kubectl/create.ts";
import type { GoldenCase, Json } from "./caseFile.ts";
import { differences } from "./difference.ts";
import { ServerCluster } from "./server/cluster.ts";
import { type GoldenAnswer, type GoldenRequest, httpRequestOf, userOf } from "./server/goldenRequest.ts";
import { normalise, normaliseText, renameHashes, withoutOrder } from "./server/normalise.ts";

/** What the controllers do at once is done before the next request comes, virtual milliseconds. */
const betweenRequests = 50;

interface Comparison {
  readonly expected: unknown;
  readonly actual: unknown;
}

function isStatus(body: HttpResponse["body"]): boolean {
  return typeof body === "object" && body.kind === "Status";
}

/** The answer in the terms of the golden data. */
function answerOf(
  { code, body, warnings }: HttpResponse,
  wantsManagers: boolean,
  prefixes: readonly string[],
): GoldenAnswer {
  const told = warnings.length > 0 ? { warnings: warnings.map((text) => normaliseText(text, prefixes)) } : {};
  if (typeof body === "string") return { code, object: { raw: body }, ...told };
  if (isStatus(body)) {
    const { apiVersion: _, kind: __, metadata: ___, ...status } = body as unknown as { [key: string]: unknown };
    const details = status.details as { uid?: string } | undefined;
    const { uid: ____, ...rest } = details ?? {};
    const shown = { ...status, ...(details && { details: rest }) };
    return { code, status: normalise(shown, prefixes) as GoldenAnswer["status"], ...told } as GoldenAnswer;
  }
  const object = normalise(body, prefixes) as Json;
  const { managedFields = [] } = (body as KubernetesObject).metadata;
  const managers = managedFields.map(({ time: _, fieldsType: __, ...entry }: ManagedFieldsEntry) => entry) as Json[];
  return { code, object, ...told, ...(wantsManagers && { managers }) };
}

function compare(request: GoldenRequest, response: HttpResponse, prefixes: readonly string[]): Comparison {
  const expected = request.expect ?? { code: 0 };
  const actual = answerOf(response, expected.managers !== undefined, prefixes);
  for (const other of request.expectAlternatives ?? []) {
    if (differences(other, JSON.parse(JSON.stringify(actual))).length === 0) return { expected: other, actual };
  }
  if (!request.orderVaries || !expected.status || !actual.status) return { expected, actual };
  return {
    expected: { ...expected, status: withoutOrder(expected.status) },
    actual: { ...actual, status: withoutOrder(actual.status) },
  };
}

/** What `kubectl create -f f.yaml` says to the same body. */
function kubectl(cluster: ServerCluster, request: GoldenRequest, prefixes: readonly string[]): Comparison | null {
  const { kubectl: golden, kubectlVaries, namespace, rawBody, body } = request;
  if (!golden || kubectlVaries) return null;
  const output = { stdout: "", stderr: "" };
  const text = rawBody ?? JSON.stringify(body);
  const exit = cluster.run(
    create(
      cluster.client("kubectl", userOf(request)),
      { namespace: namespace ?? "default", file: "f.yaml", text },
      (line, stream) => {
        output[stream] += normaliseText(line, prefixes);
      },
    ),
  );
  const { cmd: _, ...written } = golden;
  const lines = (text: string): unknown => (request.orderVaries ? text.split("\n").sort() : text);
  const expected = { ...written, stderr: lines(written.stderr) };
  const actual = { exit, ...output, stderr: lines(output.stderr) };
  const isOther = (request.expectAlternatives ?? []).some(({ status }) =>
    Boolean(status && golden.stderr.includes(String(status.message)) && output.stderr !== "" && exit === golden.exit),
  );
  return isOther ? { expected: golden.exit, actual: exit } : { expected, actual };
}

function prefixesOf(requests: readonly GoldenRequest[], setup: readonly KubernetesObject[]): string[] {
  const written = [...requests.map(({ body }) => body as KubernetesObject | undefined), ...setup];
  const given = written.flatMap((object) => object?.metadata?.generateName ?? []);
  return [...new Set(given)];
}

function createdPath(request: GoldenRequest, { code, body }: HttpResponse): string | null {
  if (request.verb !== "create" || code !== 201 || typeof body === "string") return null;
  return `${httpRequestOf(request).path}/${body.kind === "Status" ? "" : (body as KubernetesObject).metadata.name}`;
}

/** Replays a case against the simulated control plane: everything that its format lists is compared. */
export function runServerCase(golden: GoldenCase): Comparison {
  const setup = golden.setup as unknown as readonly KubernetesObject[];
  const requests = golden.requests as unknown as readonly GoldenRequest[];
  const prefixes = prefixesOf(requests, setup);
  const cluster = new ServerCluster();
  const comparisons: Comparison[] = [];
  for (const object of setup) {
    const kind = kindOf(object.apiVersion, object.kind);
    const { namespace } = object.metadata;
    const resource = kind?.resource ?? "";
    const response = cluster.send(
      httpRequestOf({
        verb: "create",
        resource,
        apiVersion: object.apiVersion,
        body: object as unknown as Json,
        ...(namespace && { namespace }),
      }),
    );
    if (response.code !== 201) comparisons.push({ expected: 201, actual: response });
    cluster.settle();
  }
  for (const request of requests) {
    if (request.verb === "settle") {
      cluster.settle(request.seconds);
      continue;
    }
    const response = cluster.send(httpRequestOf(request));
    cluster.wait(betweenRequests);
    comparisons.push(compare(request, response, prefixes));
    if (!request.kubectl) continue;
    const path = createdPath(request, response);
    if (path && !request.query?.dryRun) {
      cluster.send({ ...httpRequestOf({ verb: "delete" }), path, method: "DELETE", body: '{"gracePeriodSeconds":0}' });
      cluster.settle();
    }
    const printed = kubectl(cluster, request, prefixes);
    if (printed) comparisons.push(printed);
  }
  return {
    expected: renameHashes(comparisons.map(({ expected }) => expected)),
    actual: renameHashes(comparisons.map(({ actual }) => actual)),
  };
}
