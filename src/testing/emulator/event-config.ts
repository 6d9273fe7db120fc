import { z } from 'zod';
import { EVENT_MODES, SWITCHED_EVENTS, type EventMode, type EventSwitch } from '../../vod/event-config';
import { checked } from './errors';

/** How an application hands out its events, by the names and values of DescribeEventConfig. */
export type EmulatorEventConfig = {
  /** `PULL` fills the queue. In `PUSH` nothing comes into it: a real application would post its events to the URL. */
  readonly Mode: EventMode;
  /** Told and never called. */
  readonly NotificationUrl: string;
} & {
  /** Whether events of the type that the switch is for come into the queue. */
  readonly [name in EventSwitch]: 'ON' | 'OFF';
};

export type EventConfigChange = Partial<EmulatorEventConfig>;

/** Why an event that was put in does not come into the queue. */
export type IgnoreReason = 'modePush' | 'switchOff';

const onOff = z.enum(['ON', 'OFF']);

export const eventConfigSchema = z
  .strictObject({
    Mode: z.enum(EVENT_MODES),
    NotificationUrl: z.string(),
    UploadMediaCompleteEventSwitch: onOff,
    DeleteMediaCompleteEventSwitch: onOff,
    PersistenceCompleteEventSwitch: onOff,
  })
  .partial();

/** An application as a consumer needs it. A new one of VOD has every switch OFF. */
export const DEFAULT_EVENT_CONFIG: EmulatorEventConfig = {
  Mode: 'PULL',
  NotificationUrl: '',
  UploadMediaCompleteEventSwitch: 'ON',
  DeleteMediaCompleteEventSwitch: 'ON',
  PersistenceCompleteEventSwitch: 'ON',
};

/** `current` with the members of `change` set. Throws {@link InvalidEmulatorInputError} on an unknown member or value. */
export function withEventConfig(current: EmulatorEventConfig, change: unknown): EmulatorEventConfig {
  return { ...current, ...checked('eventConfig', eventConfigSchema, change) };
}

export function ignoreReason(config: EmulatorEventConfig, eventType: string): IgnoreReason | undefined {
  if (config.Mode === 'PUSH') return 'modePush';
  const entries = Object.entries(SWITCHED_EVENTS) as [EventSwitch, string][];
  return entries.some(([name, type]) => type === eventType && config[name] === 'OFF') ? 'switchOff' : undefined;
}
