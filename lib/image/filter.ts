/** How pixels between pixels are found. `linear` is the default everywhere. */
export type Interpolation = 'nearest' | 'linear' | 'area' | 'cubic' | 'lanczos';

export const interpolations: readonly Interpolation[] = ['nearest', 'linear', 'area', 'cubic', 'lanczos'];

/** A weight by distance, in pixels of the result or of the source, whichever are larger; 0 beyond `support`. */
export interface Filter {
  readonly support: number;
  weight(distance: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Keys' cubic with a = -0.5 (Catmull-Rom), as libvips and Pillow have it. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

export const filters: Record<Interpolation, Filter> = {
  nearest: { support: 0, weight: () => 1 },
  linear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  area: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  cubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};
