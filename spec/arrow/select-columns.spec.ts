import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { selectColumns } from '#lib/arrow/select-columns.js';
import { AnalysisError } from '#lib/errors.js';

const listOf = (name: string, type: arrow.DataType) => new arrow.List(new arrow.Field(name, type, true));
const batch = new arrow.Table({
  a: arrow.vectorFromArray([1, 2, null], new arrow.Int32()),
  b: arrow.vectorFromArray([['x'], [], ['y', 'z']], listOf('l', new arrow.Utf8())),
}).batches[0]!;

describe('selectColumns', () => {
  it('picks, orders, repeats and renames columns at any depth, without a copy', () => {
    const schema = new arrow.Schema<any>([
      new arrow.Field<arrow.DataType>('words', listOf('element', new arrow.Utf8()), false),
      new arrow.Field('n', new arrow.Int32(), true, new Map([['k', 'v']])),
      new arrow.Field('again', new arrow.Int32(), true),
    ]);
    const selected = selectColumns(batch, [1, 0, 0], schema);
    expect(String(selected.schema)).to.equal(String(schema));
    expect(selected.schema.fields[1]!.metadata.get('k')).to.equal('v');
    expect(selected.data.children[0]!.type.children[0]!.name).to.equal('element');
    expect(selected.toArray().map((row) => [[...row.words], row.n, row.again])).to.deep.equal([
      [['x'], 1, 1],
      [[], 2, 2],
      [['y', 'z'], null, null],
    ]);
    expect(selected.data.children[1]!.values).to.equal(batch.data.children[0]!.values);
  });

  it('refuses another type, also inside a list, and names the column', () => {
    const asking = (index: number, type: arrow.DataType) => () =>
      selectColumns(batch, [index], new arrow.Schema([new arrow.Field('c', type, true)]));
    expect(asking(0, new arrow.Int64())).to.throw(AnalysisError, "Column 'c' must be of Arrow type Int64; got Int32");
    expect(asking(1, listOf('l', new arrow.Binary()))).to.throw(AnalysisError, 'must be of Arrow type Binary; got Utf8');
  });

  it('refuses a column that is not there', () => {
    expect(() => selectColumns(batch, [2], new arrow.Schema([batch.schema.fields[0]!]))).to.throw(
      RangeError,
      'below the number of columns, 2; got 2',
    );
  });
});
