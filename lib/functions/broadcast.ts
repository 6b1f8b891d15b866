import type { DataFrame } from '#lib/frame/data-frame.js';

/** The DataFrame itself: the engine chooses how to join, so the hint is taken and changes nothing. */
export const broadcast = <S extends object>(frame: DataFrame<S>): DataFrame<S> => frame;
