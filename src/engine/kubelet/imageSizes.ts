import { remembered } from "../api/remembered.ts";
import { fnv1a32 } from "../kernel/random.ts";

/** Compressed sizes for linux/amd64 in megabytes, rounded: close enough to what a node downloads. By repository. */
const megabytes: { readonly [repository: string]: number } = {
  alpine: 3.8,
  busybox: 2.2,
  cassandra: 154,
  debian: 48,
  elasticsearch: 680,
  grafana: 165,
  haproxy: 41,
  httpd: 59,
  mariadb: 118,
  memcached: 31,
  mongo: 260,
  mysql: 227,
  nginx: 73,
  node: 395,
  openjdk: 241,
  pause: 0.3,
  php: 177,
  postgres: 154,
  prometheus: 110,
  python: 365,
  rabbitmq: 98,
  redis: 46,
  registry: 17,
  ruby: 362,
  tomcat: 205,
  traefik: 48,
  ubuntu: 30,
  wordpress: 251,
  zookeeper: 118,
};

/** A smaller variant of an image by its tag: `nginx:1.27-alpine`. */
const variants: readonly (readonly [RegExp, number])[] = [
  [/alpine/, 0.28],
  [/distroless|scratch/, 0.15],
  [/slim/, 0.4],
];

interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  readonly full: string;
}

/** Parts of a reference to an image: `nginx` is `docker.io/library/nginx:latest`. Null when it is none. */
export const parseImage = remembered((reference: string): ImageReference | null => {
  const match =
    /^((?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(@[a-z0-9]+:[0-9a-f]{32,})?$/.exec(
      reference,
    );
  if (!match) return null;
  const [, path, tag, digest = ""] = match;
  const first = path.split("/")[0];
  const hasRegistry = path.includes("/") && (/[.:]/.test(first) || first === "localhost");
  const repository = hasRegistry ? path : `docker.io/${path.includes("/") ? "" : "library/"}${path}`;
  const version = tag ?? (digest ? "" : "latest");
  return { repository, tag: version, full: `${repository}${version ? `:${version}` : ""}${digest}` };
});

/** Size of an image in bytes: from the table, else a number between 20 and 220 MB that depends on the name alone. */
export function imageSize(reference: string): number {
  const image = parseImage(reference);
  const name = image?.repository.slice(image.repository.lastIndexOf("/") + 1) ?? reference;
  const known = megabytes[name];
  const hash = fnv1a32(image?.full ?? reference);
  const full = known ?? 20 + (hash % 2000) / 10;
  const factor = variants.find(([pattern]) => pattern.test(image?.tag ?? ""))?.[1] ?? 1;
  // The last digits depend on the reference, as no two builds are the same size.
  return Math.round(full * factor * 1_000_000) + (hash % 9973);
}
