/** Every field that some workflow's input has. */
export const FIELDS = [
  'version',
  'source',
  'pulledAt',
  'ageMs',
  'confirmPolicy',
  'lastDelivery',
  'memory',
  'events',
  'confirmOnly',
  'key',
  'event',
  'tries',
  'home',
  'failure',
  'carried',
  'paused',
];
