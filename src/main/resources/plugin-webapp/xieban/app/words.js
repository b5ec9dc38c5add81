// Times and terms in words. Time is the office's, whatever the browser's zone is.

import { seconds } from '/js/process-heat.js';

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const second = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

const told = (format, at) => (at ? format.format(new Date(at)) : '');

/** An instant as `2026-11-22 15:20`. */
export const toTheMinute = (at) => told(minute, at);

/** An instant as `2026-11-22 15:20:59`. */
export const toTheSecond = (at) => told(second, at);

/** The office's day of an instant, `2026-11-22`. */
export const dayOf = (at) => told(day, at);

/** What the units of a span are called. */
export const units = (say) => Object.fromEntries(
  ['day', 'hour', 'minute', 'second'].map((unit) => [unit, ` ${say(`worklist.unit.${unit}`)}`]));

/** A span of seconds in its two largest units; a dash where there was none. */
export const span = (say, many) => (many === null || many === undefined ? '—' : seconds(Math.abs(many), units(say)).trim());
