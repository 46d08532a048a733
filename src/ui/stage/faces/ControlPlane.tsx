import type { ReactNode } from "react";
import { useTranslate } from "../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { PodSquare } from "../../components/PodShape.tsx";
import { podName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import styles from "./faces.module.css";
import { clampedTo, firstThatFit, lastThatFit } from "./fitting.ts";
import { Title } from "./Title.tsx";

const selectKubectl = (frame: StageFrame) => frame.kubectl;
const selectEtcd = (frame: StageFrame) => frame.etcd;
const selectWide = (frame: StageFrame) => frame.wide;
const selectControllers = (frame: StageFrame) => frame.controllers;

export function Card({
  place,
  children,
  className = "",
}: {
  readonly place: PlaceFrame;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section className={`${styles.card} ${className}`} data-face={place.face} data-now={place.now || undefined}>
      {children}
    </section>
  );
}

export function KubectlFace({ place }: { readonly place: PlaceFrame }) {
  const { command, output } = useFrame(selectKubectl);
  const wide = useFrame(selectWide);
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="kubectl" name="kubectl" icon="kubectl" />
      </Card>
    );
  }
  const [lineHeight, character] = wide ? [22, 7.9] : [19, 6.9];
  const wrapped = Math.ceil(((command.length + 2) * character) / (place.box.w - 30)) - 1;
  const room = { w: place.box.w - 30, h: place.box.h - 62 - wrapped * lineHeight };
  const shown = lastThatFit(numbered(output).slice(-4), ({ text }) => text, room.w, room.h, wide);
  return (
    <Card place={place}>
      <Title selects="kubectl" name="kubectl" icon="kubectl" />
      <div className={styles.terminal}>
        <div>
          <span className={styles.prompt}>$ </span>
          {breakable(command)}
        </div>
        {shown.map((line) => (
          <div
            key={line.number}
            className={line.error ? styles.terminalError : undefined}
            style={{
              opacity: line.opacity,
              ...(shown.length === 1 ? clampedTo((room.h + 8) / lineHeight) : null),
            }}
            title={line.text}
          >
            {breakable(line.text)}
          </div>
        ))}
      </div>
    </Card>
  );
}

/** Lines may repeat; their place in the output is what they are known by. */
const numbered = <T,>(lines: readonly T[]): (T & { readonly number: number })[] =>
  lines.map((line, number) => ({ ...line, number }));

export function EtcdFace({ place }: { readonly place: PlaceFrame }) {
  const { revisions, stored } = useFrame(selectEtcd);
  const wide = useFrame(selectWide);
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="etcd" name="etcd" icon="etcd" />
      </Card>
    );
  }
  const told = ({ key, now, changed }: (typeof revisions)[number]): string =>
    // A long key breaks at its joints, so its lines are not full.
    `${shortKey(key)}${" ".repeat(8)}${now && changed ? changed.padEnd(24) : ""}`;
  const hasRoom = stored !== null && place.box.h >= 130;
  const shown = lastThatFit(
    revisions.slice(-4),
    told,
    place.box.w - 76,
    place.box.h - 46 - (hasRoom ? storedHeight : 0),
    wide,
  );
  return (
    <Card place={place}>
      <Title selects="etcd" name="etcd" icon="etcd" />
      <ol className={styles.revisions}>
        {shown.map((line) => (
          <li
            key={line.revision}
            data-now={line.now || undefined}
            style={{ opacity: line.opacity, transform: `translateY(${(1 - line.opacity) * 4}px)` }}
          >
            <span>{line.revision}</span>
            <span>
              {breakable(shortKey(line.key))}
              {line.now && line.changed ? <span className={styles.changed}>{breakable(line.changed)}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      {hasRoom ? (
        <dl className={styles.stored}>
          <dt>phase</dt>
          <dd>
            <PodSquare own /> {stored.phase}
          </dd>
          <dt>nodeName</dt>
          <dd>{stored.node ?? "–"}</dd>
        </dl>
      ) : null}
    </Card>
  );
}

/** Two lines and a rule, pixels. */
const storedHeight = 64;

/** `/registry/pods/default/web` → `pods/default/web`. */
const shortKey = (key: string): string => key.replace(/^\/?registry\//, "");

const shortController = (name: string): string => name.replace(/-controller$/, "");

export function ControllersFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const controllers = useFrame(selectControllers);
  const wide = useFrame(selectWide);
  const name = t("stage.controllers");
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="controllers" name={name} icon="controllers" />
      </Card>
    );
  }
  const inRow = place.box.w > 400;
  const ranked = [...controllers].sort((a, b) => Number(b.now) - Number(a.now));
  const [line, character] = wide ? [21, 8.2] : [18, 7.1];
  const linesOf = ({ controller, object }: (typeof ranked)[number]): number =>
    1 + Math.ceil(((shortController(controller).length + podName(object).length + 2) * character) / (place.box.w - 30));
  const shown = inRow
    ? ranked.slice(0, place.box.w > 800 ? 4 : 3)
    : firstThatFit(ranked, linesOf, Math.floor((place.box.h - 40) / line), 0).shown;
  return (
    <Card place={place} className={inRow ? styles.inRow : ""}>
      <Title selects="controllers" name={name} icon="controllers" />
      <ul className={styles.controllers}>
        {shown.map((line) => (
          <li key={`${line.controller} ${line.object}`} data-now={line.now || undefined}>
            <span>
              <b>{shortController(line.controller)}</b> {podName(line.object)}
            </span>
            <span className={styles.quiet}>{t("stage.wantHave", { want: line.want, have: line.have })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
