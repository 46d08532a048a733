/** Words of the kubectl console. What kubectl prints is its own. */
export const consoleEn = {
  "console.lead":
    "kubectl on the simulated cluster, at the playhead's moment. What changes the cluster becomes a step of the scenario.",
  "console.run": ({ time }: { time: string }) => `In this run, up to t = ${time}`,
  "console.prompt": ({ time }: { time: string }) => `kubectl at t = ${time}`,
  "console.keys": "Tab completes, Esc and Tab leave · ↑ ↓ history · Ctrl+L clears",
  "console.log": "Console output",
  "console.at": ({ time }: { time: string }) => `t = ${time}`,
  "console.running": "The scenario runs with this step…",
  "console.following": "follows the playhead",
  "console.stop": "Stop following",
  "console.stopped": "no longer follows",
  "console.ahead": "The playhead is before this command.",
  "console.gone": "This step is no longer in the script.",
  "console.takeBack": "Take back",
  "console.takenBack": "Taken back: the step is out of the script again.",
  "console.refused": ({ message }: { message: string }) => `The step can't be played: ${message}`,
  "console.invalidText":
    "The text in the editor can't be run, so the console looks at the last run that could. Mend the text before you change the cluster.",
  "console.notYet": "The run is not there yet.",
  "console.copy": "Copy the console's text",
  "console.copied": "Copied.",
  "console.copyFailed": "The browser did not allow the clipboard.",
  "console.clear": "Clear",
  "console.completions": "Completions",
  "console.goTo": ({ beat }: { beat: number }) => `Go to beat ${beat}`,
  "console.try": "Try",
};
