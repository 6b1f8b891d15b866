import type { DataType } from '#lib/types/data-type.js';
import { BooleanBuilder, NullBuilder } from './boolean-builder.js';
import { BinaryBuilder } from './binary-builder.js';
import type { BuilderOptions, Builder } from './builder.js';
import { FixedBuilder, fixedFormat } from './fixed-builder.js';
import { IntervalBuilder } from './interval-builder.js';
import { ArrayBuilder, MapBuilder } from './list-builder.js';
import { StringBuilder } from './string-builder.js';
import { StructBuilder } from './struct-builder.js';
import { VariantBuilder } from './variant-builder.js';
import { DenseBuilder, SparseBuilder } from './vector-builder.js';

/**
 * A builder of a column: `append` takes what `columnReader` gives for the type. A long takes bigints and safe whole
 * numbers, a decimal also numbers and bigints, a date any Date (its day in UTC), a struct also an array by place.
 */
export function columnBuilder(type: DataType, options: BuilderOptions): Builder {
  switch (type.kind) {
    case 'null':
      return new NullBuilder(type, options);
    case 'boolean':
      return new BooleanBuilder(type, options);
    case 'string':
      return new StringBuilder(type, options);
    case 'binary':
      return new BinaryBuilder(type, options);
    case 'interval':
      return new IntervalBuilder(type, options, columnBuilder);
    case 'variant':
      return new VariantBuilder(type, options, columnBuilder);
    case 'array':
      return new ArrayBuilder(type, options, columnBuilder);
    case 'map':
      return new MapBuilder(type, options, columnBuilder);
    case 'struct':
      return new StructBuilder(type, options, columnBuilder);
    case 'vector':
      return type.layout === 'dense' ? new DenseBuilder(type, options) : new SparseBuilder(type, options, columnBuilder);
    default:
      return new FixedBuilder(type, options, fixedFormat(type, options.raw)!);
  }
}
