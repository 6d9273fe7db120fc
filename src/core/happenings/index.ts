/**
 * Everything that can happen here and that somebody may want to hear of, as `scope:action:outcome`: the one place that says at which level it
 * is logged, with which fields, and which metrics it moves. docs/observability.md is made from it.
 */
import { BATCHES } from './batches';
import { CONFIGURATION } from './configuration';
import { CONFIRMS } from './confirms';
import type { Happening } from './definition';
import { EVENTS } from './events';
import { POLLERS } from './pollers';
import { PULLS } from './pulls';
import { SERVICES } from './services';

export const HAPPENINGS = { ...PULLS, ...BATCHES, ...CONFIRMS, ...EVENTS, ...POLLERS, ...CONFIGURATION, ...SERVICES };

export type HappeningName = keyof typeof HAPPENINGS;

export type PayloadOf<N extends HappeningName> = (typeof HAPPENINGS)[N] extends Happening<infer P> ? P : never;
