import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { showExpression } from '#lib/plan/show-expression.js';
import type { Expression } from '#lib/plan/expression.js';
import type { SqlContext } from '#lib/sql/context.js';
import { QueryParser } from '#lib/sql/query-parser.js';
import { TokenStream } from '#lib/sql/token-stream.js';
import { typeName } from '#lib/types/type-name.js';

const nothing: SqlContext = {
  table: () => {
    throw new AnalysisError('TABLE_OR_VIEW_NOT_FOUND', 'No tables here');
  },
  userCall: () => undefined,
  parameter: () => undefined,
};

function parse(text: string): Expression {
  const tokens = new TokenStream(text);
  const e = new QueryParser(tokens, nothing).expressions.named();
  tokens.end();
  return e;
}

const literal = (text: string): [string, unknown] => {
  const e = parse(text);
  return e.kind === 'literal' ? [typeName(e.type), e.value] : expect.fail(`${text} is ${e.kind}`);
};

describe('ExpressionParser', () => {
  it('binds operators as Spark does', () => {
    const shown = (text: string): string => showExpression(parse(text));
    expect(shown('a + b * c - d / e')).to.equal('((a + (b * c)) - (d / e))');
    expect(shown('a or b and not c = d')).to.equal('(a OR (b AND (NOT (c = d))))');
    expect(shown('not a is null')).to.equal('(NOT (a IS NULL))');
    expect(shown('a | b ^ c & d + e')).to.equal('(a | (b ^ (c & (d + e))))');
    expect(shown('a + b || c')).to.equal('concat((a + b), c)');
    expect(shown('a between b and c and d')).to.equal('(((a >= b) AND (a <= c)) AND d)');
    expect(shown('a not in (1, 2) or a not like b')).to.equal('((NOT (a IN (1, 2))) OR (NOT a LIKE b))');
    expect(shown('-a % b')).to.equal('((- a) % b)');
    expect(shown('(a + b) * -c')).to.equal('((a + b) * (- c))');
    expect(shown('a - -1')).to.equal('(a - -1)');
    expect(shown('a.b.c[0].d')).to.equal('a.b.c[0].d');
    expect(shown("case x when 1 then 'a' else 'b' end")).to.equal('CASE WHEN (x = 1) THEN a ELSE b END');
    expect(shown('a::int + 1')).to.equal('(CAST(a AS INT) + 1)');
    expect(shown('cast(a as decimal(10, 2))')).to.equal('CAST(a AS DECIMAL(10,2))');
    expect(shown('cast(a as map<string, array<int>>)')).to.equal('CAST(a AS MAP<STRING,ARRAY<INT>>)');
    expect(shown('sum(a) over (partition by b order by c desc rows between 1 preceding and current row)')).to.equal(
      'sum(a) OVER (PARTITION BY b ORDER BY c DESC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
    );
  });

  it('types numbers by their form and size', () => {
    expect(literal('1')).to.deep.equal(['int', 1]);
    expect(literal('2147483648')).to.deep.equal(['bigint', 2147483648n]);
    expect(literal('-2147483648')).to.deep.equal(['int', -2147483648]);
    expect(literal('-9223372036854775808')).to.deep.equal(['bigint', -(2n ** 63n)]);
    expect(literal('9223372036854775808')).to.deep.equal(['decimal(19,0)', '9223372036854775808']);
    expect(literal('1.50')).to.deep.equal(['decimal(3,2)', '1.50']);
    expect(literal('-.5')).to.deep.equal(['decimal(1,1)', '-0.5']);
    expect(literal('1e3')).to.deep.equal(['double', 1000]);
    expect(['7L', '7S', '7Y', '7D', '7F', '7BD'].map((text) => literal(text)[0])).to.deep.equal([
      'bigint',
      'smallint',
      'tinyint',
      'double',
      'float',
      'decimal(1,0)',
    ]);
    expect(literal('-128Y')).to.deep.equal(['tinyint', -128]);
  });

  it('reads texts, dates, times and bytes', () => {
    expect(literal("'it''s \\'x\\' \\n \\u0041'")).to.deep.equal(['string', "it's 'x' \n A"]);
    expect(literal('"in double quotes"')).to.deep.equal(['string', 'in double quotes']);
    expect(literal("date '2024-02-29'")).to.deep.equal(['date', Date.UTC(2024, 1, 29) / 86_400_000]);
    expect(literal("timestamp_ntz '1970-01-01 00:00:01.5'")).to.deep.equal(['timestamp_ntz', 1_500_000n]);
    expect(parse("timestamp '1970-01-01 00:00:01'")).to.deep.include({ kind: 'cast', implicit: true });
    expect(literal("timestamp '1970-01-01T01:00:00+01:00'")).to.deep.equal(['timestamp', 0n]);
    expect(literal("X'0aFF'")).to.deep.equal(['binary', new Uint8Array([10, 255])]);
    expect([literal('null'), literal('TRUE')]).to.deep.equal([
      ['void', null],
      ['boolean', true],
    ]);
  });

  it('takes quoted names, comments and aliases', () => {
    expect(parse('`a b`.`c``d`')).to.deep.include({ kind: 'column', parts: ['a b', 'c`d'] });
    expect(parse('a -- the rest\n + /* and */ b')).to.deep.include({ kind: 'call', fn: '+' });
    expect([parse('a b'), parse('a AS `b c`')].map((e) => (e as { name: string }).name)).to.deep.equal(['b', 'b c']);
  });

  it('says where the text is wrong', () => {
    const fails = (text: string, message: RegExp): void => {
      expect(() => parse(text)).to.throw(AnalysisError, message);
    };
    fails('a +', /expected an expression; the text ends \(line 1, column 4\)\na \+\n {3}\^/);
    fails('a\n  + )', /expected an expression; got '\)' \(line 2, column 5\)\n {2}\+ \)\n {4}\^/);
    fails('(a + b', /expected '\)'/);
    fails("date '2024-02-30'", /'2024-02-30' is not a date literal/);
    fails("timestamp '2024-02-03 24:00:00'", /not a timestamp literal/);
    fails('300Y', /the number does not fit its type; got '300Y'/);
    fails('9223372036854775808L', /does not fit/);
    fails('a b c', /should have ended; got 'c' \(line 1, column 5\)/);
    fails("'abc", /text that begins here does not end \(line 1, column 1\)/);
    fails('cast(a as nothing)', /'nothing' is not a type/);
    fails('a in (select 1', /expected '\)'/);
    fails(':x', /the parameter ':x' has no value/);
    fails('a # b', /'#' is not part of SQL here/);
  });
});
