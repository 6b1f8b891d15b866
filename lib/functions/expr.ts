import { Column } from '#lib/column/column.js';
import { parseExpression } from '#lib/sql/parse-expression.js';

/** A column from Spark SQL text: `expr('age + 1 AS next')`. Throws where the text is not an expression. */
export const expr = (text: string): Column<string, any, any> => new Column(parseExpression(text));
