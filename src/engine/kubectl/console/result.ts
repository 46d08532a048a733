/** One line of the terminal. */
export interface ConsoleLine {
  readonly text: string;
  readonly stream: "stdout" | "stderr";
}

/** A step of a scenario's script without its time: `{ do: "scale", object: "deployment/web", replicas: 5 }`. */
export type ConsoleStep = Readonly<Record<string, unknown>>;

/** What a command line comes to: text at once, or something to be done to the cluster. */
export type ConsoleResult =
  | {
      readonly kind: "output";
      readonly lines: readonly ConsoleLine[];
      readonly exitCode: number;
      /** `-w`, `logs -f`: to be asked again as the playhead moves. */
      readonly follow?: boolean;
    }
  | {
      readonly kind: "step";
      readonly step: ConsoleStep;
      /** YAML documents that the step names, to be added to the scenario's text. */
      readonly documents?: readonly string[];
    };

/** What a command prints, line by line. */
export class Output {
  private readonly lines: ConsoleLine[] = [];

  /** Text to stdout; it may be of several lines. */
  print(...texts: readonly string[]): this {
    return this.add("stdout", texts);
  }

  complain(...texts: readonly string[]): this {
    return this.add("stderr", texts);
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  end(exitCode = 0, follow = false): ConsoleResult {
    return { kind: "output", lines: this.lines, exitCode, ...(follow && { follow }) };
  }

  private add(stream: ConsoleLine["stream"], texts: readonly string[]): this {
    for (const text of texts) this.lines.push(...text.split("\n").map((line) => ({ text: line, stream })));
    return this;
  }
}

/** A refusal: text to stderr, exit code 1. */
export function refusal(message: string): ConsoleResult {
  return new Output().complain(message).end(1);
}
