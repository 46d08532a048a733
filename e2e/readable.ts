import type { Page } from "@playwright/test";

/** Names of what hides from the eye on purpose: read out, but not drawn. */
const unseen = "[class*=hidden]";

/**
 * What of the stage can't be read as it stands: text that leaves its card or is cut by it without an ellipsis, text that lies
 * on other text or under another card, cards that overlap. Told as `fault: text`.
 */
function faultsOfStage(hidden: string): string[] {
  const main = document.querySelector("main");
  if (!main) return ["no stage"];
  const faults = new Set<string>();
  const slack = 1.5;
  const overlap = (a: DOMRect, b: DOMRect): { x: number; y: number } => ({
    x: Math.min(a.right, b.right) - Math.max(a.left, b.left),
    y: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  });

  const texts: { element: Element; text: string; rect: DOMRect; card: Element | null }[] = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = (node.textContent ?? "").trim();
    if (!element || text === "" || element.closest(hidden) || !element.checkVisibility({ opacityProperty: true }))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const card = element.closest(".react-flow__node");
    const clip = cuts(element);
    for (const rect of range.getClientRects()) {
      // A message that is clamped ends with an ellipsis, and its title has it whole.
      if (clip.isTold && rect.bottom > clip.bottom - slack) continue;
      // What has been scrolled away is not under what stands above the list.
      if (clip.isTold && rect.top < clip.top + slack) continue;
      // The line box of a glyph reaches over and under it.
      const leading = rect.height * 0.18;
      if (rect.right > clip.right + slack && !clip.isTold) faults.add(`cut at the right: ${text}`);
      if (rect.bottom - leading > clip.bottom + slack) faults.add(`cut at the foot: ${text}`);
      const edge = card?.getBoundingClientRect();
      if (edge && (rect.right > edge.right + slack || rect.bottom - leading > edge.bottom + slack) && !clip.isTold)
        faults.add(`leaves its card: ${text}`);
      texts.push({ element, text, rect, card });
    }
  }
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) {
      if (a.element === b.element) continue;
      const { x, y } = overlap(a.rect, b.rect);
      if (x > 2 && y > a.rect.height * 0.4) faults.add(`on one another: ${a.text} / ${b.text}`);
    }

  const cards = [...main.querySelectorAll<HTMLElement>(".react-flow__node")].filter(
    ({ style }) => style.zIndex !== "0",
  );
  for (const [i, a] of cards.entries())
    for (const b of cards.slice(i + 1)) {
      const [first, second] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const { x, y } = overlap(first, second);
      const isInside = x >= Math.min(first.width, second.width) - 1 && y >= Math.min(first.height, second.height) - 1;
      if (x > 1 && y > 1 && !isInside) faults.add(`cards overlap: ${a.dataset.id} / ${b.dataset.id}`);
    }
  return [...faults];

  /** The edges at which an element's text is cut, and whether an ellipsis says so. */
  function cuts(element: Element): { top: number; right: number; bottom: number; isTold: boolean } {
    const infinity = Number.POSITIVE_INFINITY;
    const cut = { top: -infinity, right: infinity, bottom: infinity, isTold: false };
    for (let at: Element | null = element; at && at !== main; at = at.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(at);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const box = at.getBoundingClientRect();
      cut.isTold ||= textOverflow === "ellipsis" || webkitLineClamp !== "none" || overflowY === "auto";
      cut.top = Math.max(cut.top, box.top);
      cut.right = Math.min(cut.right, box.right);
      cut.bottom = Math.min(cut.bottom, box.bottom);
    }
    return cut;
  }
}

/** Steps through the whole journey, and gives what can't be read at any of its beats, each fault once, with its first beat. */
export async function faultsOnTheWay(page: Page, beats: number): Promise<string[]> {
  const first = new Map<string, number>();
  for (let beat = 1; beat <= beats; beat++) {
    for (const fault of await page.evaluate(faultsOfStage, unseen)) if (!first.has(fault)) first.set(fault, beat);
    await page.keyboard.press("ArrowRight");
  }
  return [...first].map(([fault, beat]) => `beat ${beat}, ${fault}`);
}
