/** Strings are plain, or functions of their parameters. Other languages are typed by this catalogue. */
export const interfaceEn = {
  "app.name": "Podyssey",
  "app.title": ({ place }: { place: string }) => `${place} · Podyssey`,

  "act.1": "Create",
  "act.2": "Admission",
  "act.3": "Pending",
  "act.4": "Schedule",
  "act.5": "Bind",
  "act.6": "Kubelet",
  "act.7": "Running",
  "act.rail": "Acts of the journey",
  "act.done": "done",
  "act.now": "now",
  "act.toCome": "to come",

  "action.share": "Share",
  "action.language": "中文",
  "action.languageLabel": "Language: 切换到中文",
  "action.themeDark": "Dark theme",
  "action.themeLight": "Light theme",
  "action.help": "Keys and help",
  "action.close": "Close",
  "action.cancel": "Cancel",
  "action.tryAgain": "Try again",
  "action.copyReport": "Copy report",
  "action.more": "More",
  "action.scenarios": "Scenarios",
  "action.openFile": "Open a file…",
  "action.start": "First beat",
  "action.end": "Last beat",
  "action.back": "Previous beat",
  "action.next": "Next beat",
  "action.play": "Play",
  "action.pause": "Pause",
  "action.backShort": "Back",
  "action.nextShort": "Next beat",
  "action.again": "from the start",
  "action.closeEditor": "Hide the editor",
  "action.openEditor": "Show the editor",
  "action.closeInspector": "Hide the inspector",
  "action.openInspector": "Show the inspector",
  "action.copyLink": "Copy link",
  "action.download": "Save as a file",
  "action.takeBack": "Back to my text",
  "action.bookmark": "Bookmark this beat",

  "pane.editor": "Scenario",
  "pane.stage": "Stage",
  "pane.inspector": "Inspector",
  "pane.narration": "Narration",
  "pane.timeline": "Timeline",
  "pane.failed": ({ pane }: { pane: string }) =>
    `${pane}: this pane stopped because of a fault of ours. The rest of the page goes on.`,
  "pane.resizeEditor": "Width of the editor",
  "pane.resizeInspector": "Width of the inspector",
  "pane.resizeTimeline": "Height of the timeline",

  "editor.problemAt": ({ line, message }: { line: number; message: string }) => `line ${line}: ${message}`,
  "editor.running": ({ entries }: { entries: number }) => (entries === 0 ? "running…" : `running… ${entries} events`),

  "problem.scheduleWhole": "Schedule the whole file",

  "loading.title": ({ name }: { name: string }) => (name ? `Opening ${name}` : "Opening the scenario"),

  "narration.press": "Press",
  "narration.end": "The end",
  "narration.more": "More",
  "narration.less": "Less",
  "narration.empty": "Write a Pod into the editor, and its journey starts here.",
  "narration.waiting": "The simulation is running…",

  "transport.beat": ({ beat, beats }: { beat: number; beats: number }) => `beat **${beat}** of ${beats}`,
  "transport.speed": "Speed",
  "transport.grain": "Step by",
  "transport.pod": "Pod on stage",
  "grain.act": "acts",
  "grain.beat": "beats",
  "grain.event": "every event",
  "timeline.playhead": "Place in the journey",
  "timeline.bookmarks": "Bookmarks",

  "honest.label": ({ cases }: { cases: number }) =>
    `Kubernetes v1.34 · scheduler checked against upstream on ${cases} cases`,
  "honest.link": "what is not simulated",
  "honest.title": "What is not simulated",

  "notice.linkBroken":
    "This link is damaged: part of it is missing or changed. Here is what you had, or the first example; nothing was lost.",
  "notice.linkTooNew": "This link was made by a newer version of Podyssey. Nothing was changed here.",
  "notice.linkTooLarge": "This link unpacks to more than the limit of 1 MiB and was not opened.",
  "notice.linkLessonUnknown":
    "This link names a lesson that is not here. Here is the first example; what you wrote is not lost.",
  "notice.lessonNotFetched": "This lesson could not be fetched. Nothing was changed.",
  "notice.linkOpened": "Opened from a link. Your own text is kept.",
  "notice.textKept": "Your own text is kept.",
  "notice.dropped": (dropped: {
    readonly secrets: number;
    readonly envValues: number;
    readonly lastApplied: number;
    readonly managedFields: number;
  }) => {
    const { secrets, envValues, lastApplied, managedFields } = dropped;
    const parts = [
      secrets > 0 && `${secrets} Secret${secrets === 1 ? "" : "s"}`,
      envValues > 0 && `${envValues} environment value${envValues === 1 ? "" : "s"}`,
      lastApplied > 0 && `last-applied-configuration of ${lastApplied} object${lastApplied === 1 ? "" : "s"}`,
      managedFields > 0 && `managedFields of ${managedFields} object${managedFields === 1 ? "" : "s"}`,
    ].filter((part) => part !== false);
    return `Left out of what came from a cluster, neither kept nor linked: ${parts.join(", ")}.`;
  },
  "notice.copied": "The link is on the clipboard.",
  "notice.copyFailed": "The browser did not allow the clipboard; the link is selected, copy it by hand.",
  "notice.notSaved": "This text is too large to be kept by the browser; it would not survive a reload.",
  "notice.fileUnreadable": "This file could not be read as text.",

  "phone.yaml": "YAML",
  "phone.decision": "Decision",
  "phone.timeline": "Timeline",
  "phone.more": "More",
  "phone.place": ({ act, name, place }: { act: number; name: string; place: string }) =>
    `${act} ${name}${place ? ` · ${place}` : ""}`,
};
