const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that go on with the query after an expression or table, so that they are not taken for an alias without AS. */
const CLAUSES = words(
  'FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION INTERSECT EXCEPT MINUS JOIN INNER LEFT RIGHT FULL CROSS SEMI ANTI NATURAL ON USING AS WHEN THEN ELSE END AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP BETWEEN SELECT ASC DESC NULLS WINDOW LATERAL DISTRIBUTE CLUSTER SORT PIVOT UNPIVOT QUALIFY TABLESAMPLE COLLATE DIV WITH ESCAPE FOR',
);
/** Words that cannot begin an expression. */
const ENDS = words('FROM WHERE GROUP HAVING ORDER UNION INTERSECT SELECT WHEN THEN ELSE AND OR ON AS LIMIT BETWEEN');

export const isClause = (word: string): boolean => CLAUSES.has(word.toUpperCase());
export const endsExpression = (word: string): boolean => ENDS.has(word.toUpperCase());
