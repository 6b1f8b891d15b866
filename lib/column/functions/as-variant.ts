import { canCast, refuseCast } from '#lib/plan/cast/caster.js';
import { castTo } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';

/** The argument as a variant, by a cast that the user did not write; throws where Spark has no such cast. */
export const asVariant = (e: Expression): Expression =>
  canCast(typeOf(e), t.variant) ? castTo(e, t.variant) : refuseCast(typeOf(e), t.variant);
