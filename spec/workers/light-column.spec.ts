import { Bool, Field, Float64, Int32, Schema, Struct, Utf8, Vector } from 'apache-arrow';
import { expect } from 'chai';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import { lightBatch, lightColumn } from '#lib/workers/light-column.js';
import type { Light } from '#lib/workers/stage.js';
import { trueRows } from '#lib/workers/true-rows.js';
import { batchOf } from './fixture-tasks.js';

const input = (index: number): Light => ({ kind: 'input', index });
const reach = (child: Light, index: number): Light => ({ kind: 'field', child, index });
const read = (...args: Parameters<typeof lightColumn>) => [...new Vector([lightColumn(...args)])];

const inner = new Struct([new Field('deep', new Utf8(), true)]);
const image = new Struct<any>([new Field('h', new Int32(), true), new Field('inner', inner, true)]);
const structs = [
  { h: 1, inner: { deep: 'a' } },
  null,
  { h: null, inner: null },
  { h: 4, inner: { deep: null } },
  { h: 5, inner: { deep: 'e' } },
];
const batch = batchOf({ x: [10, 11, 12, 13, 14], image: structs }, { image });

describe('lightColumn', () => {
  it('picks a column without copying it', () => {
    expect(lightColumn(batch, input(0)).values).to.equal(batch.data.children[0]!.values);
  });

  it('reaches into structs: a field of a null struct is null', () => {
    expect(read(batch, reach(input(1), 0))).to.deep.equal([1, null, null, 4, 5]);
    expect(read(batch, reach(reach(input(1), 1), 0))).to.deep.equal(['a', null, null, null, 'e']);
  });

  it('reaches into structs of a slice', () => {
    expect(read(sliceBatch(batch, 1, 4), reach(input(1), 0))).to.deep.equal([null, null, 4, 5]);
  });

  it('does not copy a field of structs that are all there', () => {
    const whole = batchOf({ s: [{ h: 1 }, { h: 2 }] }, { s: new Struct([new Field('h', new Int32(), true)]) });
    expect(lightColumn(whole, reach(input(0), 0)).values).to.equal(whole.data.children[0]!.children[0]!.values);
  });

  it('says which column there is not', () => {
    expect(() => lightColumn(batch, input(2))).to.throw('column 2 must be one of the 2 of the batch');
    expect(() => lightColumn(batch, reach(input(1), 5))).to.throw('field 5 must be one of the 2 of the struct');
  });
});

describe('lightBatch', () => {
  it('gives columns new names, and keeps the number of rows where there are none', () => {
    const renamed = lightBatch(
      batch,
      [input(0), input(0)],
      new Schema([new Field('a', new Float64(), true), new Field('a', new Float64(), true)]),
    );
    expect(renamed.schema.names).to.deep.equal(['a', 'a']);
    expect(lightBatch(batch, [], new Schema([])).numRows).to.equal(5);
  });

  it('refuses a column that is not of the type that the plan says', () => {
    expect(() => lightBatch(batch, [input(0)], new Schema([new Field('a', new Int32(), true)]))).to.throw(
      "Column 'a' must be of Arrow type Int32; got Float64",
    );
  });
});

describe('trueRows', () => {
  const mask = (...values: (boolean | null)[]) => trueRows(batchOf({ c: values }, { c: new Bool() }).data.children[0]!);

  it('is 1 where a boolean is true, and 0 where it is false or null', () => {
    expect([...mask(true, false, null, true, null, true, true, false, true)]).to.deep.equal([1, 0, 0, 1, 0, 1, 1, 0, 1]);
  });

  it('refuses a column that is not boolean', () => {
    expect(() => trueRows(batch.data.children[0]!)).to.throw('the condition of a filter must be a boolean column; it is Float64');
  });
});
