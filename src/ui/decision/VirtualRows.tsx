import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, useCallback, useLayoutEffect } from "react";

interface Props {
  readonly scroller: HTMLElement | null;
  readonly count: number;
  readonly columns: number;
  /** Of a row that has not been measured. */
  readonly height: number;
  /** Rows that stay in the document wherever it is scrolled to: the one with the focus. */
  readonly kept: readonly number[];
  readonly row: (index: number, measure: (element: HTMLTableRowElement | null) => void) => ReactNode;
  /** Called when rows have come or gone. */
  readonly onLayout: () => void;
}

/** The rows in view, and room for the others: thousands of rows cost as much as those in view. */
export function VirtualRows({ scroller, count, columns, height, kept, row, onLayout }: Props) {
  const [first, second] = kept;
  const rangeExtractor = useCallback(
    (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const shown = new Set(defaultRangeExtractor(range));
      for (const index of [first, second]) if (index >= 0 && index < range.count) shown.add(index);
      return [...shown].sort((a, b) => a - b);
    },
    [first, second],
  );
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 12,
    rangeExtractor,
  });
  useLayoutEffect(onLayout);
  let end = 0;
  const shown = virtual.getVirtualItems().map((item) => {
    const room = item.start - end;
    end = item.end;
    return { index: item.index, room };
  });
  return (
    <tbody>
      {shown.map(({ index, room }) => (
        <Fragment key={index}>
          {room > 0 ? <Room height={room} columns={columns} /> : null}
          {row(index, virtual.measureElement)}
        </Fragment>
      ))}
      {virtual.getTotalSize() > end ? <Room height={virtual.getTotalSize() - end} columns={columns} /> : null}
    </tbody>
  );
}

function Room({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
