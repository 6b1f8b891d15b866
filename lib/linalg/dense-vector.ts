/** stub until the closures room lands */
export interface DenseVector { readonly size: number; toArray(): Float64Array }
