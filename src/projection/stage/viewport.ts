/** Size of the pane that the stage is drawn in, CSS pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Room for larger type and wider gaps: a low pane has not, however wide it is. */
export const isWide = ({ width, height }: Viewport): boolean => width >= 860 && height >= 460;

/** Room for three cards side by side. */
export const hasThreeColumns = ({ width }: Viewport): boolean => width >= 860;
