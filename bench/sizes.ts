/** How much is measured. `quick` gives a first look in some minutes. */
export interface Sizes {
  rounds: number;
  backlog: number;
  /** The backlog of slower contenders. */
  smallBacklog: number;
  lightSeconds: number;
  mixedSeconds: number;
  /** Bytes of JSON in the backlog of one size of event, at least. */
  sizeBytes: number;
  /** Events in it, at least: of few the first and the last batch would be most of what is measured. */
  fewestOfASize: number;
  idleSeconds: number;
  memoryEvents: number;
}

export const FULL: Sizes = {
  rounds: 2,
  backlog: 30_000,
  smallBacklog: 2_400,
  lightSeconds: 20,
  mixedSeconds: 60,
  sizeBytes: 24_000_000,
  fewestOfASize: 2_000,
  idleSeconds: 600,
  memoryEvents: 300_000,
};

export const QUICK: Sizes = {
  rounds: 1,
  backlog: 16_000,
  smallBacklog: 480,
  lightSeconds: 8,
  mixedSeconds: 15,
  sizeBytes: 8_000_000,
  fewestOfASize: 200,
  idleSeconds: 60,
  memoryEvents: 60_000,
};
