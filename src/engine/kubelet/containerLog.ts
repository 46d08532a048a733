import type { Time } from "../api/meta.ts";
import type { Container } from "../api/pod.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import { type Behaviour, behaviourInRun } from "./runtimeModel.ts";

/** A line of a container's log. */
export interface Logged {
  readonly time: VirtualMillis;
  readonly text: string;
}

/** One run of a container: the nth, from when to when. */
export interface LoggedRun {
  readonly nth: number;
  readonly startedAt: VirtualMillis;
  /** Its end, or the moment that is looked at. */
  readonly until: VirtualMillis;
}

/** Of a line that comes again and again, the latest ones: the kubelet rotates logs. */
const mostRepeats = 5000;

const weekdays = ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Tue Jan  1 00:00:04 UTC 2030`, as busybox prints it. */
function dateText(time: VirtualMillis): string {
  const text: Time = timestamp(time);
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  // The epoch is a Tuesday.
  const weekday = weekdays[Math.floor(time / 86_400_000) % 7];
  return `${weekday} ${months[month - 1]} ${`${day}`.padStart(2)} ${text.slice(11, 19)} UTC ${year}`;
}

function substituted(line: string, time: VirtualMillis, hostname: string, { env = [] }: Container): string {
  const variable = (name: string): string =>
    name === "HOSTNAME" ? hostname : (env.find((each) => each.name === name)?.value ?? "");
  return line.replace(
    /\$\$|\$\((date|hostname)\)|\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (all, command, braced, plain) => {
      if (all === "$$") return "$";
      if (command) return command === "date" ? dateText(time) : hostname;
      return variable(braced ?? plain);
    },
  );
}

/** What a run of a container has written, in order. */
export function logOf(
  container: Container,
  behaviour: Behaviour,
  hostname: string,
  { nth, startedAt, until }: LoggedRun,
): readonly Logged[] {
  const { logs = [] } = behaviourInRun(behaviour, nth);
  return logs
    .flatMap(({ from, every, line }) => {
      const first = startedAt + from;
      if (first > until) return [];
      const last = every ? Math.floor((until - first) / every) : 0;
      const begin = Math.max(0, last - mostRepeats);
      return Array.from({ length: last - begin + 1 }, (_, i) => {
        const time = first + (begin + i) * (every ?? 0);
        return { time, text: substituted(line, time, hostname, container) };
      });
    })
    .sort((a, b) => a.time - b.time);
}
