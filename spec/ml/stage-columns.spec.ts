import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { appendColumn, columnOf, numericColumn, vectorColumn } from '#lib/ml/stage-columns.js';
import { decimal, double, field, string, struct, vector } from '#lib/types/data-type.js';

const schema = struct([field('age', double), field('name', string), field('features', vector(4)), field('price', decimal(10, 2))]);

describe('columns of a stage', () => {
  it('are found by name', () => {
    expect(columnOf(schema, 'name', 'X.inputCol').type).to.equal(string);
    expect([
      numericColumn(schema, 'age', 'X.c').name,
      numericColumn(schema, 'price', 'X.c').name,
      vectorColumn(schema, 'features', 'X.c').name,
    ]).to.deep.equal(['age', 'price', 'features']);
  });

  it('are refused with the param, the type and the way out', () => {
    expect(() => columnOf(schema, 'agee', 'X.inputCol')).to.throw(
      AnalysisError,
      "X.inputCol must name a column of (age: double, name: string, features: vector, price: decimal(10,2)); got 'agee'. Did you mean 'age'?",
    );
    expect(() => numericColumn(schema, 'name', 'X.labelCol')).to.throw(
      AnalysisError,
      "X.labelCol must name a column of numbers; 'name' is string",
    );
    expect(() => vectorColumn(schema, 'age', 'X.featuresCol')).to.throw(
      AnalysisError,
      "X.featuresCol must name a column of vectors; 'age' is double",
    );
  });

  it('are appended under a new name only', () => {
    expect(appendColumn(schema, 'prediction', double, 'X.predictionCol').fields.at(-1)).to.deep.equal(field('prediction', double, false));
    expect(() => appendColumn(schema, 'age', double, 'X.predictionCol')).to.throw(
      AnalysisError,
      "X.predictionCol must be a new name; 'age' is in (age: double",
    );
  });
});
