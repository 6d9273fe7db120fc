// Shifts the wall clock of a process, and not its monotonic one: required before anything else.
const skewMs = Number(process.env.VOD_EVENTS_CHAOS_SKEW_MS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + skewMs);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + skewMs;
  }
};
