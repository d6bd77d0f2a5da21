/** What is left of a limit: accepted calls of one kind in any 60 minutes, or of one service in a month. */
export interface LimitLeft {
  limit: number;
  left: number;
  /** When the next call is admitted if none is left; otherwise `null`. */
  freeAt: number | null;
}
