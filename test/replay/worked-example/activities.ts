/** What the example's workflow calls. */
export interface Activities {
  publish(videoId: string): Promise<void>;
  archive(videoId: string): Promise<void>;
  /** New in version 2. */
  review(videoId: string): Promise<void>;
}
